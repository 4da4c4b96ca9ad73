// Lab 01's recorded operations with the solution's rules: gradients by central differences, on awkward shapes and views.
#include "labs/01_autodiff/ops.h"

#include <functional>
#include <limits>
#include <string>

#include "framework/autograd/saved_ledger.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/gradient_check.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

using Function = std::function<Tensor(const std::vector<Tensor>& x)>;

// An operation, with inputs on which it is smooth.
struct OpCase {
  std::string name;
  Function f;
  std::vector<Tensor> inputs;  // f64
};

Tensor numbers(const Shape& shape, uint64_t seed = 1) {
  Rng rng(seed);
  return randn(shape, rng, DType::f64);
}

// Between 0.5 and 1.5.
Tensor positive(const Shape& shape, uint64_t seed = 2) {
  Rng rng(seed);
  return raw::add(rand(shape, rng, DType::f64), 0.5);
}

Tensor indices(const std::vector<int64_t>& values, const Shape& shape) { return from_vector(values, shape); }

enum class Layout { contiguous, transposed, strided };

// The same elements, elsewhere in memory.
Tensor laid_out(const Tensor& x, Layout layout) {
  if (layout == Layout::transposed && x.rank() >= 2) return raw::transpose(raw::contiguous(raw::transpose(x)));
  if (layout != Layout::strided || x.rank() == 0) return raw::clone(x);
  IntList wider = x.shape();
  wider[x.rank() - 1] = 2 * x.size(-1) + 1;
  const Tensor view = raw::slice(full(wider, std::numeric_limits<double>::quiet_NaN(), x.dtype()), -1, 1, kEnd, 2);
  raw::copy_(view, x);
  return view;
}

// The gradients of f with respect to those inputs that want one.
std::vector<Tensor> gradients_of(const OpCase& op, Layout layout, const Tensor& dy, const std::vector<bool>& wanted) {
  std::vector<Tensor> leaves;
  for (size_t i = 0; i < op.inputs.size(); ++i)
    leaves.push_back(set_requires_grad(laid_out(op.inputs[i], layout), wanted[i]));
  const Tensor y = op.f(leaves);
  REQUIRE(requires_grad(y));
  llmsys::backward({&y, 1}, {&dy, 1});
  std::vector<Tensor> gradients;
  for (size_t i = 0; i < leaves.size(); ++i) gradients.push_back(wanted[i] ? grad(leaves[i]) : Tensor());
  return gradients;
}

void check_gradients(const OpCase& op, Layout layout) {
  CAPTURE(op.name, static_cast<int>(layout));
  const Tensor dy = numbers(op.f(op.inputs).shape(), 3);
  const std::vector<Tensor> all = gradients_of(op, layout, dy, std::vector<bool>(op.inputs.size(), true));
  for (size_t i = 0; i < op.inputs.size(); ++i) {
    CAPTURE(i);
    const auto weighted = [&](const Tensor& moved) {
      std::vector<Tensor> x = op.inputs;
      x[i] = moved;
      return raw::sum(raw::mul(op.f(x), dy)).item<double>();
    };
    REQUIRE(all[i].shape() == op.inputs[i].shape());
    CHECK(lab01::gradient_error(all[i], lab01::numeric_gradient(weighted, op.inputs[i])) <= 1e-7);
    std::vector<bool> only(op.inputs.size(), false);
    only[i] = true;
    require_equal(gradients_of(op, layout, dy, only)[i], all[i]);
  }
}

Function binary(Tensor (*f)(const Tensor&, const Tensor&)) {
  return [f](const std::vector<Tensor>& x) { return f(x[0], x[1]); };
}

Function unary(Tensor (*f)(const Tensor&)) {
  return [f](const std::vector<Tensor>& x) { return f(x[0]); };
}

Function with_scalar(Tensor (*f)(const Tensor&, Scalar)) {
  return [f](const std::vector<Tensor>& x) { return f(x[0], 1.5); };
}

std::vector<OpCase> elementwise_cases() {
  std::vector<OpCase> cases;
  for (const auto& [a, b] : {std::pair(Shape{2, 3}, Shape{2, 3}),
                             {{3, 1, 2}, {4, 1}},
                             {{}, {2, 2}},
                             {{1, 1}, {3}},
                             {{2, 0}, {1, 0}},
                             {{5}, {}}}) {
    cases.push_back({"add", binary(add), {numbers(a), numbers(b, 4)}});
    cases.push_back({"sub", binary(sub), {numbers(a), numbers(b, 4)}});
    cases.push_back({"mul", binary(mul), {numbers(a), numbers(b, 4)}});
    cases.push_back({"div", binary(div), {numbers(a), positive(b)}});
  }
  for (const Shape& shape : {Shape{2, 3, 2}, Shape{}, Shape{0}, Shape{1, 5}}) {
    cases.push_back({"add_scalar", with_scalar(add), {numbers(shape)}});
    cases.push_back({"sub_scalar", with_scalar(sub), {numbers(shape)}});
    cases.push_back({"mul_scalar", with_scalar(mul), {numbers(shape)}});
    cases.push_back({"div_scalar", with_scalar(div), {numbers(shape)}});
    cases.push_back({"neg", unary(neg), {numbers(shape)}});
    cases.push_back({"exp", unary(exp), {numbers(shape)}});
    cases.push_back({"log", unary(log), {positive(shape)}});
    cases.push_back({"sqrt", unary(sqrt), {positive(shape)}});
    cases.push_back({"tanh", unary(tanh), {numbers(shape)}});
    cases.push_back({"relu", unary(relu), {raw::sub(positive(shape), 0.9)}});
  }
  return cases;
}

std::vector<OpCase> product_cases() {
  std::vector<OpCase> cases;
  for (const auto& [a, b] : {std::pair(Shape{2, 3}, Shape{3, 4}),
                             {{2, 2, 3}, {3, 4}},
                             {{2, 3}, {2, 3, 4}},
                             {{2, 1, 2, 3}, {3, 3, 1}},
                             {{3}, {3, 2}},
                             {{2, 3}, {3}},
                             {{3}, {3}},
                             {{1, 2, 3}, {2, 3, 1}},
                             {{2, 0}, {0, 3}},
                             {{0, 2}, {2, 3}}})
    cases.push_back({"matmul", binary(matmul), {numbers(a), numbers(b, 4)}});
  using Reduce = Tensor (*)(const Tensor&, const Dims&, bool);
  for (const auto& [name, f] : {std::pair<std::string, Reduce>("sum", sum), {"mean", mean}, {"max", max}})
    for (const Dims& dims : {Dims(), Dims(-1), Dims{0, 2}, Dims(1)})
      for (const bool keepdim : {false, true})
        cases.push_back(
            {name, [f = f, dims, keepdim](const auto& x) { return f(x[0], dims, keepdim); }, {numbers({2, 3, 4})}});
  for (const Shape& shape : {Shape{4}, Shape{2, 3, 5}, Shape{3, 1}, Shape{0, 2}})
    cases.push_back({"log_softmax", unary(log_softmax), {numbers(shape)}});
  return cases;
}

std::vector<OpCase> view_cases() {
  const Tensor index = indices({0, 3, 3, 1, 0, 0}, {2, 3}), rows = indices({2, 0, 2, 2}, {2, 2});
  const Tensor x = numbers({2, 4}), cube = numbers({2, 3, 4});
  return {{"gather", [index](const auto& in) { return gather(in[0], 1, index); }, {x}},
          {"gather none",
           [](const auto& in) {
             return gather(in[0], -1, zeros({2, 0}, DType::i64));
           },
           {x}},
          {"embedding", [rows](const auto& in) { return embedding(in[0], rows); }, {numbers({3, 2})}},
          {"reshape",
           [](const auto& in) {
             return reshape(in[0], {4, -1});
           },
           {cube}},
          {"reshape to the same",
           [](const auto& in) {
             return reshape(in[0], {2, 4});
           },
           {x}},
          {"transpose", [](const auto& in) { return transpose(in[0]); }, {cube}},
          {"transpose 0 -1", [](const auto& in) { return transpose(in[0], 0, -1); }, {cube}},
          {"slice", [](const auto& in) { return slice(in[0], 2, 1, kEnd, 2); }, {cube}},
          {"slice from the end", [](const auto& in) { return slice(in[0], -2, -2, -1); }, {cube}},
          {"slice of nothing", [](const auto& in) { return slice(in[0], 0, 1, 1); }, {cube}},
          {"cat",
           [](const auto& in) {
             return cat({in[0], in[1], in[0]}, 1);
           },
           {x, numbers({2, 3}, 4)}},
          {"cat of one", [](const auto& in) { return cat({in[0]}, -1); }, {x}}};
}

// Bytes that an operation keeps for its gradient. Its inputs are results of neg, which saves nothing: leaves would not
// count.
int64_t saved_by(const Function& f, const std::vector<Tensor>& inputs, const std::vector<bool>& wanted) {
  SavedLedger ledger;
  Context mine = context();
  mine.saved_tensor_hooks = &ledger;
  const ContextScope scope(mine);
  std::vector<Tensor> x;
  for (size_t i = 0; i < inputs.size(); ++i) x.push_back(neg(set_requires_grad(raw::clone(inputs[i]), wanted[i])));
  const Tensor y = f(x);
  return ledger.live_bytes();
}

int64_t saved_by(const Function& f, const Tensor& x) { return saved_by(f, {x}, {true}); }

}  // namespace

TEST_CASE("every recorded operation has the gradient that central differences measure, whatever the strides") {
  for (const auto& cases : {elementwise_cases(), product_cases(), view_cases()})
    for (const OpCase& op : cases)
      for (const Layout layout : {Layout::contiguous, Layout::transposed, Layout::strided}) check_gradients(op, layout);
}

TEST_CASE("operations of two factors save those whose partner's gradient is wanted") {
  const Tensor a = numbers({2, 3}), b = positive({3}), right = numbers({3, 5});  // 48, 24 and 120 bytes
  const std::vector<bool> both = {true, true}, first = {true, false}, second = {false, true};
  for (const Function& f : {binary(add), binary(sub)}) CHECK(saved_by(f, {a, b}, both) == 0);
  CHECK(saved_by(binary(mul), {a, b}, both) == 48 + 24);
  CHECK(saved_by(binary(mul), {a, b}, first) == 24);
  CHECK(saved_by(binary(mul), {a, b}, second) == 48);
  CHECK(saved_by(binary(div), {a, b}, both) == 24 + 48);
  CHECK(saved_by(binary(div), {a, b}, first) == 24);
  CHECK(saved_by(binary(div), {a, b}, second) == 24 + 48);
  CHECK(saved_by(binary(matmul), {a, right}, both) == 48 + 120);
  CHECK(saved_by(binary(matmul), {a, right}, first) == 120);
  CHECK(saved_by(binary(matmul), {a, right}, second) == 48);
}

TEST_CASE("operations of one input save what their header says") {
  const Tensor x = positive({2, 3});  // 48 bytes
  for (const Function& f : {with_scalar(add), with_scalar(sub), with_scalar(mul), with_scalar(div), unary(neg)})
    CHECK(saved_by(f, x) == 0);
  for (const auto f : {exp, log, sqrt, lab01::log_softmax}) CHECK(saved_by(unary(f), x) == 48);
  for (const auto f : {static_cast<Tensor (*)(const Tensor&)>(tanh), relu}) CHECK(saved_by(unary(f), x) == 48);
  CHECK(saved_by([](const auto& in) { return sum(in[0], 1); }, x) == 0);
  CHECK(saved_by([](const auto& in) { return mean(in[0], 1); }, x) == 0);
  CHECK(saved_by([](const auto& in) { return max(in[0], 1); }, x) == 48 + 16);
  const Tensor index = indices({0, 2}, {2, 1});
  CHECK(saved_by([index](const auto& in) { return gather(in[0], 1, index); }, x) == 16);
  CHECK(saved_by([index](const auto& in) { return embedding(in[0], raw::mul(index, 0)); }, x) == 16);
  CHECK(saved_by([](const auto& in) { return reshape(in[0], {3, 2}); }, x) == 0);
  CHECK(saved_by([](const auto& in) { return transpose(in[0]); }, x) == 0);
  CHECK(saved_by([](const auto& in) { return slice(in[0], 1, 0, 3, 2); }, x) == 0);
  CHECK(saved_by([](const auto& in) { return cat({in[0], in[0]}); }, x) == 0);
}

TEST_CASE("tensors of two dtypes are a DTypeError; so is an integer where a float is needed") {
  const Tensor single = set_requires_grad(ones({2, 2})), precise = ones({2, 2}, DType::f64);
  for (const auto f : {static_cast<Tensor (*)(const Tensor&, const Tensor&)>(add), sub, mul, div, matmul})
    CHECK_THROWS_AS(f(single, precise), DTypeError);
  CHECK_THROWS_AS(cat({single, precise}), DTypeError);
  CHECK_THROWS_AS(gather(single, 0, precise), DTypeError);
  CHECK_THROWS_AS(embedding(single, precise), DTypeError);
  for (const auto f : {exp, log, sqrt, lab01::log_softmax}) CHECK_THROWS_AS(f(ones({2}, DType::i64)), DTypeError);
}
