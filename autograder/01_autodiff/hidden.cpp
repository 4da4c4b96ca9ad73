// Lab 01, hidden tests of tasks 1.1 to 1.4: properties that a solution fitted to the public tests may miss.
#include "autograder/01_autodiff/elementwise_inputs.h"
#include "autograder/01_autodiff/graph_inputs.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

// The view that the worker makes of a tensor when it is asked with `strided`.
Tensor every_second_column(const Tensor& x) { return raw::contiguous(raw::slice(x, -1, 0, kEnd, 2)); }

}  // namespace

LAB_TEST("1.1", "hidden", "operands may be strided, or broadcast to the shape of dy") {
  for (const std::string& rule : kRules) {
    Values strided = rule_inputs(rule, {3, 6}, {3, 6}, DType::f64);
    strided.set("strided", true);
    expect_rule_on(rule, strided);
  }
  for (const char* rule : {"mul_vjp", "div_vjp_a"})
    for (int i = 0; i < 5; ++i) {
      const std::vector<int64_t> wide = random_shape(rng(), 1, 3, 1, 4);
      expect_rule_on(rule, rule_inputs(rule, wide, narrower_shape(rng(), wide), DType::f32));
    }
}

LAB_TEST("1.2", "hidden", "strided tensors, scalars, no elements, and numbers of any size") {
  const Tensor x = randn({3, 6}, rng(), DType::f64);
  const Values strided = student("numeric_gradient", {{"function", "waves"}, {"x", x}, {"strided", true}});
  expect_close(strided["gradient"], reference::gradient_of("waves", every_second_column(x)),
               {.atol = 1e-6, .rtol = 1e-6}, "gradient");
  expect(!strided["x_changed"].boolean(), "x changed");
  for (const double size : {1e-3, 1.0, 1e5, 1e9}) {
    const Tensor large = from_values({size, -size, 3 * size}, {3}, DType::f64);
    for (const char* function : {"squares", "weighted_sum"}) {
      const Values got = student("numeric_gradient", {{"function", function}, {"x", large}});
      expect_close(got["gradient"], reference::gradient_of(function, large), {.atol = 1e-8, .rtol = 1e-6}, "gradient");
    }
  }
  for (const Shape& shape : {Shape{}, Shape{0}, Shape{2, 0}}) {
    const Tensor a = rand(shape, rng(), DType::f64);
    const Values got = student("numeric_gradient", {{"function", "squares"}, {"x", a}});
    expect_close(got["gradient"], reference::gradient_of("squares", a), {.atol = 1e-8, .rtol = 1e-8}, "gradient");
    expect_equal(student("gradient_error", {{"a", a}, {"b", a}})["error"], 0.0, "error of a tensor and itself");
  }
}

LAB_TEST("1.3", "hidden", "strided gradients are summed like contiguous ones") {
  for (int i = 0; i < 10; ++i) {
    std::vector<int64_t> wide = random_shape(rng(), 1, 4, 2, 5);
    const Tensor dy = randn(wide, rng(), DType::f64), seen = every_second_column(dy);
    const std::vector<int64_t> shape = narrower_shape(rng(), {seen.shape().begin(), seen.shape().end()});
    expect_close(student("unbroadcast", {{"dy", dy}, {"shape", shape}, {"strided", true}})["dx"],
                 reference::unbroadcast(seen, shape), {.atol = 1e-12, .rtol = 1e-12}, "dx");
  }
}

LAB_TEST("1.4", "hidden", "random graphs with several roots, silent branches and rules that call backward") {
  for (int i = 0; i < 15; ++i) {
    GraphProgram program = random_program(between(rng(), 5, 40));
    for (const GraphOp op : {GraphOp::recompute, GraphOp::watched, GraphOp::first, GraphOp::recompute}) {
      const int64_t a = between(rng(), 0, program.value_count - 1), b = between(rng(), 0, program.value_count - 1);
      program.root(program.step(op, a, operand_count(op) == 2 ? b : -1), randn({3}, rng(), DType::f64));
    }
    for (int root = 0; root < 3; ++root)
      program.root(between(rng(), 0, program.value_count - 1), randn({3}, rng(), DType::f64));
    expect_walk(program, {.passes = 1 + i % 2});
  }
}
