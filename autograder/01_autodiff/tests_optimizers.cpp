// Lab 01, task 1.6: update rules.
#include <cmath>

#include "autograder/01_autodiff/optimizer_inputs.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

const Values& with(Values& in, const char* name, const Value& value) {
  in.set(name, value);
  return in;
}

List two_gradients() { return {from_values({0.5, -0.25}, {2}), from_values({1, 0.5}, {2})}; }

Tensor two_weights() { return from_values({1, -2}, {2}); }

}  // namespace

LAB_TEST("1.6", "sgd", "velocity = mu velocity + g, w = w - lr velocity, with g = gradient + lambda w") {
  const Tensor zero = zeros({2});
  Values in = sgd_inputs(two_weights(), zero, two_gradients(), {.lr = 0.1, .momentum = 0.9, .weight_decay = 0});
  const Values got = student("sgd_step", in);
  expect_close(got["velocity"], from_values({1.45, 0.275}, {2}), kElements, "velocity after two steps");
  expect_close(got["w"], from_values({0.805, -2.0025}, {2}), kElements, "w after two steps");
  expect_sgd("sgd_step", with(in, "weight_decay", 0.5));
  Tensor w = from_values({4, -8}, {2}), velocity = zeros({2});
  for (int i = 1; i <= 5; ++i) {  // half of w^2 has gradient w: each plain step leaves 0.9 of it
    const Values step = student("sgd_step", sgd_inputs(w, velocity, {w}, {.lr = 0.1}));
    w = step["w"].tensor();
    velocity = step["velocity"].tensor();
    expect_close(w, from_values({4 * std::pow(0.9, i), -8 * std::pow(0.9, i)}, {2}), kElements,
                 text("w after ", i, " steps down the parabola w^2 / 2"));
  }
  const Tensor random = randn({7, 5}, rng()), moving = randn({7, 5}, rng());
  expect_sgd("sgd_step", sgd_inputs(random, moving, random_gradients({7, 5}, 20),
                                    {.lr = 0.05, .momentum = 0.8, .weight_decay = 0.01}));
}

LAB_TEST("1.6", "adamw",
         "means of g and g^2, corrected for their start at 0; a constant gradient moves w by lr a step") {
  const Tensor first = two_gradients()[0].tensor();
  const Values one =
      student("adamw_step", adamw_inputs(two_weights(), {first}, {.lr = 0.1, .eps = 0.25, .weight_decay = 0}));
  expect_close(one["m"], from_values({0.05, -0.025}, {2}), kElements, "m after one step");
  expect_close(one["v"], from_values({0.00025, 0.0000625}, {2}), {.atol = 1e-9, .rtol = 1e-5}, "v after one step");
  expect_close(one["w"], from_values({1 - 0.1 * 0.5 / 0.75, -2 + 0.1 * 0.25 / 0.5}, {2}), kElements,
               "w after one step");
  expect_adamw(adamw_inputs(two_weights(), two_gradients(), {.lr = 0.1, .eps = 0.25, .weight_decay = 0}));
  const Tensor constant = from_values({3, -0.01, 1000}, {3}), start = from_values({1, 1, 1}, {3});
  for (const size_t steps : {1, 2, 10, 50}) {
    const double way = 0.01 * static_cast<double>(steps);
    const Values got = student(
        "adamw_step", adamw_inputs(start, List(steps, constant), {.lr = 0.01, .eps = 1e-12, .weight_decay = 0}));
    expect_close(got["w"], from_values({1 - way, 1 + way, 1 - way}, {3}), {.atol = 2e-5, .rtol = 0},
                 text("w after ", steps, " steps of lr = 0.01 with a constant gradient"));
  }
  expect_adamw(adamw_inputs(randn({6, 5}, rng()), random_gradients({6, 5}, 50), {.lr = 0.01, .weight_decay = 0}));
}

LAB_TEST("1.6", "decoupled", "weight decay shrinks w itself: without a gradient w is multiplied by 1 - lr lambda") {
  const Tensor zero = zeros({2});
  for (const size_t steps : {1, 10}) {
    const Values got =
        student("adamw_step", adamw_inputs(two_weights(), List(steps, zero), {.lr = 0.1, .weight_decay = 0.5}));
    const double kept = std::pow(0.95, static_cast<double>(steps));
    expect_close(got["w"], from_values({kept, -2 * kept}, {2}), kElements,
                 text("w after ", steps, " steps without a gradient"));
    expect_equal(got["m"], zero, "m, which decay must not reach");
  }
  expect_adamw(adamw_inputs(randn({40}, rng()), random_gradients({40}, 50), {.lr = 0.01, .weight_decay = 0.3}));
}

LAB_TEST("1.6", "edges", "0 to 100,003 elements, inside a bucket; wrong shapes and step 0 are errors") {
  for (const int64_t n : {0, 1, 31, 32, 33, 100003}) {
    const Tensor w = rand({n}, rng());
    const List gradients = random_gradients({n}, 1);
    expect_sgd("sgd_step", sgd_inputs(w, zeros({n}), gradients, {.lr = 0.1, .weight_decay = 0.1}));
    expect_adamw(adamw_inputs(w, gradients, {.lr = 0.1}));
  }
  const Tensor w = zeros({2, 3}), other = zeros({3, 2});
  expect_error("sgd_step", sgd_inputs(w, zeros({2, 3}), {other}, {}), ErrorKind::shape, {"(2,3)", "(3,2)"});
  expect_error("sgd_step", sgd_inputs(w, other, {w}, {}), ErrorKind::shape, {"(2,3)", "(3,2)"});
  expect_error("adamw_step", adamw_inputs(w, {other}, {}), ErrorKind::shape, {"(2,3)", "(3,2)"});
  for (const char* state : {"m", "v"}) {
    Values in = adamw_inputs(w, {w}, {});
    expect_error("adamw_step", with(in, state, other), ErrorKind::shape, {"(2,3)", "(3,2)"});
  }
  for (const int64_t step : {0, -1})
    expect_error("adamw_step", adamw_inputs(w, {w}, {.step = step}), ErrorKind::value, {std::to_string(step)});
}
