// Lab 04, task 4.2: RMSNorm.
#include "autograder/04_transformer/op_inputs.h"

using namespace llmsys;
using namespace llmsys::lab04;

LAB_TEST("4.2", "example", "the numbers of the handout, with an eps that one can see") {
  const Values in = {{"x", from_values({1, 7, -5, 5}, {2, 2})}, {"w", from_values({1, 2}, {2})}, {"eps", 11.0}};
  const double sixth = 1.0 / 6;
  expect_answer("rms_norm_forward", in,
                {{"y", from_values({sixth, 14 * sixth, -5 * sixth, 10 * sixth}, {2, 2})},
                 {"rrms", from_values({sixth, sixth}, {2, 1})}});
  for (int i = 0; i < 4; ++i) {
    const Values random = norm_inputs(random_shape(rng(), 2, 4, 2, 6), i == 0 ? DType::f32 : DType::f64);
    expect_answer("rms_norm_forward", random, rms_norm_answer(random));
  }
}

LAB_TEST("4.2", "property", "x times a, with eps times a^2, has the same y; without w every row has length sqrt(C)") {
  for (const double a : {1e-3, 7.0, 1e4}) {
    const Values in = norm_inputs({3, 5});
    const Tensor y = expect_answer("rms_norm_forward", in, rms_norm_answer(in))["y"].tensor();
    Values scaled = in;
    scaled.set("x", raw::mul(in["x"].tensor(), a));
    scaled.set("eps", in["eps"].number() * a * a);
    expect_close(student("rms_norm_forward", scaled)["y"], y, {.atol = 1e-9, .rtol = 1e-9}, "y of a x");
  }
  Values plain = norm_inputs({4, 8});
  plain.set("w", ones({8}, DType::f64));
  plain.set("eps", 1e-12);
  const Tensor y = student("rms_norm_forward", plain)["y"].tensor();
  expect_close(raw::mean(raw::mul(y, y), -1), ones({4}, DType::f64), {.atol = 1e-8}, "the mean square of y");
}

LAB_TEST("4.2", "gradient", "dx and dw are the slopes of the forward pass, by central differences") {
  for (int i = 0; i < 3; ++i) {
    const Values in = norm_vjp_inputs({2, between(rng(), 1, 3), between(rng(), 2, 6)});
    const Values got = expect_answer("rms_norm_vjp", in, rms_norm_vjp_answer(in));
    const reference::Array dy(in["dy"].tensor()), x(in["x"].tensor()), w(in["w"].tensor());
    const double eps = in["eps"].number();
    const auto of_x = [&](const auto& at) { return dot(reference::rms_norm(at, w, eps).y, dy); };
    const auto of_w = [&](const auto& at) { return dot(reference::rms_norm(x, at, eps).y, dy); };
    expect_close(got["dx"], slopes(of_x, x).tensor(DType::f64), {.atol = 1e-7, .rtol = 1e-7}, "dx");
    expect_close(got["dw"], slopes(of_w, w).tensor(DType::f64), {.atol = 1e-7, .rtol = 1e-7}, "dw");
  }
}
