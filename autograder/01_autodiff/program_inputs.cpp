// Lab 01: random programs of recorded operations.
#include "autograder/01_autodiff/program_inputs.h"

#include <algorithm>

#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

using Sizes = std::vector<int64_t>;

int64_t product(const Sizes& shape) {
  int64_t out = 1;
  for (const int64_t size : shape) out *= size;
  return out;
}

// Writes a program down and knows the shape of each of its values.
class Maker {
 public:
  explicit Maker(Slopes slopes) : slopes_(slopes) {}

  int64_t leaf(const Sizes& shape) {
    program_.leaves.push_back(randn(Shape(shape), rng(), DType::f64));
    return step("leaf", {}, shape);
  }

  void any_step() {
    const int64_t x = between(rng(), 0, static_cast<int64_t>(shapes_.size()) - 1);
    const Sizes shape = shapes_[static_cast<size_t>(x)];
    switch (rng().below(6)) {
      case 0: return binary(x, shape);
      case 1: return unary(x, shape);
      case 2: return shape.empty() ? unary(x, shape) : reduction(x, shape);
      case 3: return shape.size() < 2 ? binary(x, shape) : product_with(x, shape);
      case 4: return shape.empty() ? binary(x, shape) : selection(x, shape);
      default: return shape.empty() ? unary(x, shape) : view(x, shape);
    }
  }

  // The sum of all values' means, so that a gradient reaches each of them.
  OpProgram finished() {
    const auto values = static_cast<int64_t>(shapes_.size());
    int64_t loss = step("mean_all", {0}, {});
    for (int64_t value = 1; value < values; ++value)
      loss =
          step("add", {loss, step("mean_all", {step("tanh", {value}, shapes_[static_cast<size_t>(value)])}, {})}, {});
    return program_;
  }

 private:
  int64_t step(const std::string& op, const Sizes& inputs, const Sizes& shape, const Sizes& numbers = {}) {
    program_.steps.push_back({op, inputs, numbers});
    shapes_.push_back(shape);
    return static_cast<int64_t>(shapes_.size()) - 1;
  }

  // As step, between -1 and 1: a long program must not overflow.
  void bounded(const std::string& op, const Sizes& inputs, const Sizes& shape, const Sizes& numbers = {}) {
    step("tanh", {step(op, inputs, shape, numbers)}, shape);
  }

  // 1 + x^2, which is away from 0.
  int64_t positive(int64_t x, const Sizes& shape) {
    return step("add_scalar", {step("mul", {x, x}, shape)}, shape, {1});
  }

  std::string one_of(const std::vector<std::string>& names) { return names[rng().below(names.size())]; }

  void binary(int64_t x, const Sizes& shape) {
    const Sizes narrow = narrower_shape(rng(), shape);
    const bool twice = rng().below(3) == 0;
    const int64_t other = twice ? x : leaf(narrow);
    const std::string op = one_of({"add", "sub", "mul", "div"});
    const int64_t b = op == "div" ? positive(other, twice ? shape : narrow) : other;
    bounded(op, rng().below(2) == 0 && op != "div" ? Sizes{b, x} : Sizes{x, b}, shape);
  }

  void unary(int64_t x, const Sizes& shape) {
    const std::string op = one_of({"neg", "exp", "log", "sqrt", "tanh", "relu", "scalar"});
    if (op == "scalar") return bounded(one_of({"add", "sub", "mul", "div"}) + "_scalar", {x}, shape, {3});
    if (op == "relu" && slopes_ == Slopes::smooth) return bounded("neg", {x}, shape);
    bounded(op, {op == "log" || op == "sqrt" ? positive(x, shape) : x}, shape);
  }

  void reduction(int64_t x, const Sizes& shape) {
    const auto rank = static_cast<int64_t>(shape.size());
    const int64_t dim = between(rng(), -rank, rank - 1), keepdim = between(rng(), 0, 1);
    Sizes out = shape;
    const auto at = out.begin() + (dim < 0 ? dim + rank : dim);
    if (keepdim != 0)
      *at = 1;
    else
      out.erase(at);
    const std::string op = slopes_ == Slopes::smooth ? one_of({"sum", "mean"}) : one_of({"sum", "mean", "max"});
    bounded(op, {x}, out, {dim, keepdim});
  }

  void product_with(int64_t x, const Sizes& shape) {
    Sizes batch(shape.begin(), shape.end() - 2);
    batch = narrower_shape(rng(), batch);
    const int64_t columns = between(rng(), 1, 4);
    Sizes b = batch, out = shape;
    b.insert(b.end(), {shape.back(), columns});
    out.back() = columns;
    bounded("matmul", {x, leaf(b)}, out);
  }

  void selection(int64_t x, const Sizes& shape) {
    if (rng().below(3) == 0) {
      step("log_softmax", {x}, shape);
      return;
    }
    const bool rows = shape.size() == 2 && rng().below(2) == 0;
    const int64_t picked = between(rng(), 1, 4), of = rows ? shape[0] : shape.back();
    Sizes out = shape;
    (rows ? out.front() : out.back()) = picked;
    Sizes index(static_cast<size_t>(rows ? picked : product(out)));
    for (int64_t& i : index) i = between(rng(), 0, of - 1);
    step(rows ? "embedding" : "gather", {x}, out, index);
  }

  void view(int64_t x, const Sizes& shape) {
    const auto rank = static_cast<int64_t>(shape.size());
    const int64_t d = between(rng(), 0, rank - 1), e = between(rng(), 0, rank - 1);
    Sizes out = shape;
    int64_t& size = out[static_cast<size_t>(d)];
    switch (rng().below(4)) {
      case 0: step("reshape", {x}, {product(shape), 1}, {-1, 1}); return;
      case 1:
        std::swap(size, out[static_cast<size_t>(e)]);
        step("transpose", {x}, out, {d, e});
        return;
      case 2: {
        const int64_t start = between(rng(), 0, size - 1), every = between(rng(), 1, 3), stop = size;
        size = ceil_div(stop - start, every);
        step("slice", {x}, out, {d, start, stop, every});
        return;
      }
      default: {
        Sizes more = shape;
        more[static_cast<size_t>(d)] = between(rng(), 1, 3);
        const int64_t other = leaf(more);
        size += size + more[static_cast<size_t>(d)];
        step("cat", {x, other, x}, out, {d});
      }
    }
  }

  static int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

  Slopes slopes_;
  OpProgram program_;
  std::vector<Sizes> shapes_;
};

// The program with each leaf moved by h times its part of the direction.
OpProgram moved_along(const OpProgram& program, const std::vector<Tensor>& direction, double h) {
  OpProgram out = program;
  for (size_t i = 0; i < out.leaves.size(); ++i) out.leaves[i] = raw::add(program.leaves[i], raw::mul(direction[i], h));
  return out;
}

// The slope along a direction: by central differences of the reference worker's loss, and from the gradients.
void expect_slope(const OpProgram& program, const List& gradients) {
  constexpr double kStep = 1e-5;
  std::vector<Tensor> direction;
  double want = 0;
  for (size_t i = 0; i < program.leaves.size(); ++i) {
    direction.push_back(raw::mul(randn(program.leaves[i].shape(), rng(), DType::f64), 0.1));
    want += raw::sum(raw::mul(direction[i], gradients[i].tensor())).item<double>();
  }
  const auto loss_at = [&](double h) {
    return solution("op_program", to_values(moved_along(program, direction, h)))["loss"].number();
  };
  const double measured = (loss_at(kStep) - loss_at(-kStep)) / (2 * kStep);
  expect(std::abs(want - measured) <= 1e-6 * std::max(1.0, std::abs(measured)),
         text("along a random direction the gradients predict a slope of ", want, ", and central differences measure ",
              measured));
}

}  // namespace

OpProgram random_op_program(int64_t steps, Slopes slopes) {
  Maker maker(slopes);
  for (int i = 0; i < 2; ++i) maker.leaf(random_shape(rng(), 2, 3, 1, 4));
  for (int64_t i = 0; i < steps; ++i) maker.any_step();
  return maker.finished();
}

void expect_program(const OpProgram& program, Slopes slopes) {
  const Values got = student("op_program", to_values(program)), want = solution("op_program", to_values(program));
  expect_close(got["loss"], want["loss"].number(), 1e-9, "the loss");
  const List &gradients = got["gradients"].list(), &right = want["gradients"].list();
  expect(gradients.size() == right.size(), "there is not one gradient for each leaf");
  for (size_t i = 0; i < right.size(); ++i)
    expect_close(gradients[i], right[i].tensor(), {.atol = 1e-9, .rtol = 1e-9}, text("the gradient of leaf ", i));
  if (slopes == Slopes::smooth) expect_slope(program, gradients);
}

}  // namespace llmsys::lab01
