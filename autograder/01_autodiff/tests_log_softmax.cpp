// Lab 01, task 1.5: log_softmax, recorded by the student.
#include <cmath>
#include <limits>

#include "autograder/01_autodiff/tensor_inputs.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

void expect_log_softmax(const Tensor& x, const char* layout, const Tolerance& tolerance) {
  const Tensor dy = randn(x.shape(), rng(), x.dtype());
  const Values got = student("log_softmax", {{"x", x}, {"dy", dy}, {"layout", layout}});
  expect_close(got["y"], reference::log_softmax(x), tolerance, "log_softmax");
  expect_close(got["dx"], reference::log_softmax_vjp(dy, x), tolerance, "the gradient of log_softmax");
}

}  // namespace

LAB_TEST("1.5", "log_softmax", "log-probabilities, their gradient, numbers of 10,000, probabilities of 0") {
  const Tensor x = from_values({0, std::log(3.0)}, {1, 2}), dy = from_values({1, 3}, {1, 2});
  const Values got = student("log_softmax", {{"x", x}, {"dy", dy}});
  expect_close(got["y"], from_values({std::log(0.25), std::log(0.75)}, {1, 2}), rounding(DType::f32), "log_softmax");
  expect_close(got["dx"], from_values({0, 0}, {1, 2}), rounding(DType::f32), "the gradient of log_softmax");
  const Tensor first = from_values({1, 0}, {1, 2});
  expect_close(student("log_softmax", {{"x", x}, {"dy", first}})["dx"], from_values({0.75, -0.75}, {1, 2}),
               rounding(DType::f32), "the gradient of log_softmax");
  for (const double large : {1e4, -1e4}) {
    const Tensor far = from_values({large, large, large - 1, 0, large, -large}, {2, 3});
    expect_log_softmax(far, "contiguous", {.atol = 1e-3, .rtol = 1e-5});
  }
  for (const char* layout : kLayouts) {
    expect_log_softmax(randn({2, 3, 5}, rng(), DType::f64), layout, rounding(DType::f64));
    expect_log_softmax(raw::mul(randn({4, 33}, rng()), 5), layout, {.atol = 1e-5, .rtol = 1e-5});
  }
  expect_log_softmax(randn({7}, rng(), DType::f64), "contiguous", rounding(DType::f64));
  expect_log_softmax(randn({3, 1}, rng(), DType::f64), "contiguous", rounding(DType::f64));
  const double infinity = std::numeric_limits<double>::infinity();
  const Tensor masked = from_values({1, -infinity, 1}, {1, 3}, DType::f64);
  const Values alone = student("log_softmax_alone", {{"x", masked}});
  expect_close(alone["y"].tensor(), reference::log_softmax(masked), rounding(DType::f64),
               "log_softmax with a probability of 0");
  expect(alone["contiguous"].boolean(), "the result of log_softmax is not contiguous");
  expect(!alone["recorded"].boolean(), "nobody wanted a gradient, yet the result is recorded: leave that to record()");
}

LAB_TEST("1.5", "saved", "log_softmax saves its result and nothing else, and keeps no other memory") {
  for (const std::vector<int64_t>& shape : {std::vector<int64_t>{4, 32}, {2, 3, 65}}) {
    const Tensor x = randn(Shape(shape), rng()), dy = randn(Shape(shape), rng());
    const Values got = student("log_softmax_cost", {{"x", x}, {"dy", dy}});
    expect_close(got["dx"], reference::log_softmax_vjp(dy, x), {.atol = 1e-5, .rtol = 1e-5}, "the gradient");
    expect(got["saved"].integer() == x.bytes(),
           text("log_softmax saved ", got["saved"].integer(), " bytes, want ", x.bytes(), ", those of its result"));
    expect(got["held"].integer() == x.bytes(),
           text("after log_softmax ", got["held"].integer(), " bytes were held besides x, want ", x.bytes(),
                ": the result, which is also what is saved"));
    expect_equal(got["after"], 0, "bytes still saved after backward");
  }
}
