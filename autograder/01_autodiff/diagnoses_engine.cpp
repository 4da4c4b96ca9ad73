// Lab 01, tasks 1.0, 1.2, 1.3: mistakes that can be told by their numbers. Each is the right answer, done wrong in one way.
#include <cmath>

#include "autograder/01_autodiff/check_functions.h"
#include "autograder/01_autodiff/diagnoses.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

using Wrong = std::function<Values(const Values&)>;

// A prediction of other bytes or FLOPs.
Diagnosis prediction(const std::string& what, const std::string& name, const std::string& cause,
                     const std::string& handout, const std::function<int64_t(const Values&)>& wrong) {
  const std::string unit = what == "backward_flops" ? "flops" : "bytes";
  return {"1.0", "predict_" + what, name,
          cause, handout,           [wrong, unit](const Values& in) -> Values {
            return {{unit, wrong(in)}}; }};
}

int64_t product(const Values& in, const std::string& sizes) {
  int64_t out = 1;
  for (const char size : sizes) out *= in[std::string(1, size)].integer();
  return out;
}

std::vector<Diagnosis> of_predictions() {
  return {prediction(
              "backward_flops", "one_product",
              "that is one matrix product; backward makes two, dX and dW, and an addition counts like a multiplication",
              "two products, each as large", [](const Values& in) { return 2 * product(in, "BMKN"); }),
          prediction("backward_flops", "forward_counted",
                     "the forward product is in it; only the backward pass is asked for", "without the forward product",
                     [](const Values& in) { return 6 * product(in, "BMKN"); }),
          prediction("saved_bytes", "product_saved",
                     "the result of the matrix product is counted too: neither matmul nor tanh needs it again",
                     "nobody needs X W again",
                     [](const Values& in) { return 4 * (product(in, "MK") + 2 * product(in, "MN")); }),
          prediction("saved_bytes", "parameter_counted", "W is counted, which is a parameter and there anyway",
                     "a parameter is there anyway",
                     [](const Values& in) { return 4 * (product(in, "MK") + product(in, "MN") + product(in, "KN")); }),
          prediction("adamw_bytes", "gradient_written", "the gradient is only read: three arrays are written, not four",
                     "the gradient is not written", [](const Values& in) { return 32 * product(in, "n"); }),
          prediction("adamw_bytes", "writes_forgotten",
                     "these are only the four arrays that are read; three are written as well",
                     "three of them are written back", [](const Values& in) { return 16 * product(in, "n"); })};
}

// f at x with element i moved by `by`.
double moved(const Values& in, size_t i, double by) {
  std::vector<double> x = to_vector<double>(in["x"].tensor());
  x[i] += by;
  return value_of(in["function"].bytes(), x);
}

double step_of(const Values& in, size_t i) {
  return 6e-6 * std::max(1.0, std::abs(to_vector<double>(in["x"].tensor())[i]));
}

// A numeric gradient with another difference quotient.
Diagnosis quotient(const std::string& name, const std::string& cause, const std::string& handout,
                   const std::function<int64_t(int64_t)>& calls, bool x_changed,
                   const std::function<double(const Values&, size_t)>& wrong) {
  return {
      "1.2", "numeric_gradient", name, cause, handout, [=](const Values& in) -> Values {
        LLMSYS_CHECK(ValueError, in.find("strided") == nullptr, "views are not explained");
        const Tensor& x = in["x"].tensor();
        std::vector<double> gradient;
        for (size_t i = 0; i < static_cast<size_t>(x.numel()); ++i) gradient.push_back(wrong(in, i));
        return {{"gradient", from_vector(gradient, x.shape())}, {"calls", calls(x.numel())}, {"x_changed", x_changed}};
      }};
}

Diagnosis forward_difference(const std::function<int64_t(int64_t)>& calls) {
  return quotient(
      "forward_difference",
      "this is (f(x+h) - f(x)) / h, whose error is about h f''/2; step to both sides: (f(x+h) - f(x-h)) / (2h)",
      "step to both sides", calls, false,
      [](const Values& in, size_t i) { return (moved(in, i, step_of(in, i)) - moved(in, i, 0)) / step_of(in, i); });
}

double central(const Values& in, size_t i) {
  return (moved(in, i, step_of(in, i)) - moved(in, i, -step_of(in, i))) / (2 * step_of(in, i));
}

// A gradient_error with another formula.
Diagnosis difference(const std::string& name, const std::string& cause, const std::string& handout,
                     const std::function<double(double, double)>& error_of) {
  return {"1.2", "gradient_error", name, cause, handout, [error_of](const Values& in) -> Values {
            LLMSYS_CHECK(ShapeError, in["a"].tensor().shape() == in["b"].tensor().shape(), "errors are not explained");
            const std::vector<double> a = to_vector<double>(in["a"].tensor()), b = to_vector<double>(in["b"].tensor());
            double worst = 0;
            for (size_t i = 0; i < a.size(); ++i) worst = std::max(worst, error_of(a[i], b[i]));
            return {{"error", worst}};
          }};
}

std::vector<Diagnosis> of_checker() {
  const auto twice = [](int64_t n) { return 2 * n; };
  return {
      forward_difference(twice),
      forward_difference([](int64_t n) { return n + 1; }),
      quotient("not_halved", "the two points are 2h apart: divide by 2h, not by h", "2h apart", twice, false,
               [](const Values& in, size_t i) { return 2 * central(in, i); }),
      quotient("moved_in_place",
               "the numbers are right, but x itself was moved while f ran: a Tensor is a handle, so clone it first",
               "move the elements of a clone", twice, true, central),
      difference(
          "nan_passes", "std::max(worst, NaN) is `worst`: NaN compares false with everything. Test std::isfinite first",
          "NaN compares false",
          [](double a, double b) { return std::abs(a - b) / std::max(1.0, std::max(std::abs(a), std::abs(b))); }),
      difference("absolute_error",
                 "this is the absolute difference: divide by max(1, |a|, |b|), else large gradients never pass",
                 "divided by the larger one", [](double a, double b) { return std::abs(a - b); })};
}

bool broadcasts(const Shape& narrow, const Shape& wide) {
  bool fits = narrow.size() <= wide.size();
  for (int64_t back = 1; fits && back <= narrow.size(); ++back) {
    const int64_t size = narrow[narrow.size() - back];
    fits = size == 1 || size == wide[wide.size() - back];
  }
  return fits;
}

Diagnosis summed(const std::string& name, const std::string& cause, const std::string& handout,
                 const std::function<Tensor(const Tensor& dy, const Shape& shape)>& wrong) {
  return {"1.3", "unbroadcast", name, cause, handout, [wrong](const Values& in) -> Values {
            const Tensor& dy = in["dy"].tensor();
            const Shape shape(in["shape"].integers());
            LLMSYS_CHECK(ValueError, in.find("strided") == nullptr && broadcasts(shape, dy.shape()),
                         "neither views nor errors are explained");
            return {{"dx", wrong(dy, shape)}};
          }};
}

std::vector<Diagnosis> of_unbroadcast() {
  const auto right = [](const Tensor& dy, const Shape& shape) {
    return reference::unbroadcast(dy, {shape.begin(), shape.end()});
  };
  return {
      summed("leading_only",
             "only the dimensions in front are summed; one that was stretched from size 1 must be summed as well",
             "stretched from size 1",
             [right](const Tensor& dy, const Shape& shape) {
               return right(dy, Shape(std::vector<int64_t>(dy.shape().end() - shape.size(), dy.shape().end())));
             }),
      summed("dimension_lost",
             "a dimension of size 1 is gone: sum with keepdim, then reshape to the shape that was asked for",
             "sum with keepdim",
             [right](const Tensor& dy, const Shape& shape) {
               std::vector<int64_t> rest;
               for (const int64_t size : shape)
                 if (size != 1) rest.push_back(size);
               return raw::reshape(right(dy, shape), IntList(rest));
             }),
      summed("averaged", "this is the mean: every copy has its own influence on the loss, so the gradients are summed",
             "summed, not averaged",
             [right](const Tensor& dy, const Shape& shape) {
               return raw::mul(right(dy, shape), static_cast<double>(shape.numel()) / static_cast<double>(dy.numel()));
             }),
      summed("one_instead_of_scalar", "the shape of a scalar is (), not (1): reshape at the end",
             "a scalar has shape ()", [right](const Tensor& dy, const Shape& shape) {
               const Tensor sum = right(dy, shape);
               return shape.size() == 0 ? raw::reshape(sum, {1}) : sum;
             })};
}

}  // namespace

std::vector<Diagnosis> engine_diagnoses() {
  std::vector<Diagnosis> all = of_predictions();
  for (const auto& more : {rule_diagnoses(), of_checker(), of_unbroadcast(), graph_diagnoses()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace llmsys::lab01
