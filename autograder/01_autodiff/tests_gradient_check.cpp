// Lab 01, task 1.2: the gradient checker.
#include <limits>

#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Tensor doubles(std::initializer_list<double> values) {
  return from_values(values, {static_cast<int64_t>(values.size())}, DType::f64);
}

// The numeric gradient must be the one worked out by hand, from two calls of f for each element.
void expect_gradient(const std::string& function, const Tensor& x) {
  const Values got = student("numeric_gradient", {{"function", function}, {"x", x}});
  expect_close(got["gradient"], reference::gradient_of(function, x), {.atol = 1e-6, .rtol = 1e-7},
               "the gradient of " + function);
  expect_equal(got["calls"], 2 * x.numel(), "calls of f");
}

void expect_difference(const Tensor& a, const Tensor& b, double want) {
  expect_close(student("gradient_error", {{"a", a}, {"b", b}})["error"], want, 1e-12, "gradient_error");
}

}  // namespace

LAB_TEST("1.2", "example", "the gradient of the sum of squares at (1,2,3) is (2,4,6)") {
  expect_gradient("squares", doubles({1, 2, 3}));
  expect_difference(doubles({1, 2}), doubles({1, 2.5}), 0.2);      // 0.5 / 2.5
  expect_difference(doubles({0, 0}), doubles({0.125, 0}), 0.125);  // small numbers: the absolute difference
}

LAB_TEST("1.2", "property", "central differences find gradients that are worked out by hand; errors are relative") {
  for (const char* function : {"weighted_sum", "squares", "steep", "waves", "growth", "product"})
    for (int i = 0; i < 3; ++i)
      expect_gradient(function, raw::sub(rand(random_shape(rng(), 1, 3, 1, 4), rng(), DType::f64), 0.5));
  expect_gradient("steep", zeros({2}, DType::f64));  // flat here, steep around: one-sided differences are not 0
  for (int i = 0; i < 10; ++i) {
    const Shape shape(random_shape(rng(), 0, 3, 1, 5));
    const Tensor a = raw::mul(randn(shape, rng(), DType::f64), 100), b = raw::add(a, randn(shape, rng(), DType::f64));
    expect_difference(a, b, reference::gradient_error(a, b));
  }
}

LAB_TEST("1.2", "untouched", "x does not change, not even while f runs") {
  for (int i = 0; i < 3; ++i) {
    const Tensor x = randn(random_shape(rng(), 1, 3, 1, 4), rng(), DType::f64);
    const Values got = student("numeric_gradient", {{"function", "waves"}, {"x", x}});
    expect_close(got["gradient"], reference::gradient_of("waves", x), {.atol = 1e-6, .rtol = 1e-7}, "gradient");
    expect(!got["x_changed"].boolean(), "x changed while f ran, or afterwards: move the elements of a clone");
  }
}

LAB_TEST("1.2", "broken", "NaN and infinity never pass, other shapes and float32 are errors") {
  const Tensor fine = doubles({1, 2, 3});
  for (const double bad : {kNan, kInfinity, -kInfinity})
    for (const Tensor& broken : {doubles({bad, 2, 3}), doubles({1, 2, bad})}) {
      expect_difference(broken, fine, kInfinity);
      expect_difference(fine, broken, kInfinity);
      expect_difference(broken, broken, kInfinity);
    }
  expect_error("gradient_error", {{"a", fine}, {"b", doubles({1, 2})}}, ErrorKind::shape, {"(3)", "(2)"});
  expect_error("gradient_error", {{"a", raw::reshape(fine, {3, 1})}, {"b", fine}}, ErrorKind::shape, {"(3,1)"});
  expect_error("numeric_gradient", {{"function", "squares"}, {"x", ones({3})}}, ErrorKind::dtype, {});
}
