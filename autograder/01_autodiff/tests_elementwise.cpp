// Lab 01, task 1.1: rules of one line.
#include <array>
#include <cmath>
#include <limits>

#include "autograder/01_autodiff/elementwise_inputs.h"
#include "autograder/01_autodiff/random_inputs.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

// The rule's answer for the handout's numbers, dy = (1, 2).
void expect_example(const std::string& rule, const std::string& operand, std::array<double, 2> values,
                    std::array<double, 2> want) {
  const Tensor dy = from_values({1, 2}, {2});
  const Tensor x = from_values({values[0], values[1]}, {2});
  const Values got = student(rule, {{"dy", dy}, {operand, x}});
  expect_close(got["dx"], from_values({want[0], want[1]}, {2}), {.atol = 1e-6, .rtol = 1e-6}, rule);
}

// The slope of an operation at x by central differences of the C library's function: no rule is used.
double slope(double (*f)(double), double x) { return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5; }

// A rule that takes x, or y = f(x), must give dy times the slope of f.
void expect_slope(const std::string& rule, double (*f)(double), bool takes_result) {
  const Shape shape(random_shape(rng(), 1, 3, 1, 5));
  const Tensor dy = randn(shape, rng(), DType::f64);
  const Tensor x = raw::add(rand(shape, rng(), DType::f64), 0.25);  // positive, away from 0
  Tensor operand = raw::clone(x), want = raw::clone(dy);
  for (int64_t i = 0; i < x.numel(); ++i) {
    const double at = x.data<double>()[i];
    if (takes_result) operand.data<double>()[i] = f(at);
    want.data<double>()[i] *= slope(f, at);
  }
  const Values got = student(rule, {{"dy", dy}, {takes_result ? "y" : "x", operand}});
  expect_close(got["dx"], want, {.atol = 1e-8, .rtol = 1e-7}, rule);
}

}  // namespace

LAB_TEST("1.1", "example", "each rule gives the numbers of the handout") {
  expect_example("mul_vjp", "other", {3, 0.5}, {3, 1});
  expect_example("div_vjp_a", "b", {2, 4}, {0.5, 0.5});
  const Tensor dy = from_values({1, 2}, {2}), y = from_values({3, 0.5}, {2}), b = from_values({2, 4}, {2});
  expect_close(student("div_vjp_b", {{"dy", dy}, {"y", y}, {"b", b}})["dx"], from_values({-1.5, -0.25}, {2}),
               {.atol = 1e-6, .rtol = 1e-6}, "div_vjp_b");
  expect_example("exp_vjp", "y", {3, 0.5}, {3, 1});
  expect_example("log_vjp", "x", {2, 4}, {0.5, 0.5});
  expect_example("sqrt_vjp", "y", {2, 4}, {0.25, 0.25});
  expect_example("tanh_vjp", "y", {0.5, -0.6}, {0.75, 1.28});
  expect_example("relu_vjp", "y", {3, 0}, {1, 0});
}

LAB_TEST("1.1", "property", "each rule multiplies dy by the slope of its operation") {
  for (int i = 0; i < 3; ++i) {
    expect_slope("exp_vjp", std::exp, true);
    expect_slope("log_vjp", std::log, false);
    expect_slope("sqrt_vjp", std::sqrt, true);
    expect_slope("tanh_vjp", std::tanh, true);
    for (const std::string& rule : kRules) expect_rule(rule, random_shape(rng(), 1, 3, 1, 5), DType::f64);
    for (const std::string& rule : kRules) expect_rule(rule, random_shape(rng(), 1, 3, 1, 5), DType::f32);
  }
}

LAB_TEST("1.1", "edges", "scalars, empty tensors, relu at 0, infinite gradients; and dy stays as it was") {
  for (const std::string& rule : kRules) {
    expect_rule(rule, {}, DType::f32);
    expect_rule(rule, {2, 0}, DType::f32);
  }
  const double infinity = std::numeric_limits<double>::infinity();
  const Tensor dy = from_values({1, infinity, -infinity, infinity}, {4}), y = from_values({0, 0, 0, 2}, {4});
  expect_equal(student("relu_vjp", {{"dy", dy}, {"y", y}})["dx"], from_values({0, 0, 0, infinity}, {4}), "relu_vjp");
  const Values saturated = student("tanh_vjp", {{"dy", from_values({5, 5}, {2})}, {"y", from_values({1, -1}, {2})}});
  expect_equal(saturated["dx"], zeros({2}), "tanh_vjp where tanh is 1 or -1");
}
