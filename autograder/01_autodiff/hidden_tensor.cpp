// Lab 01, hidden tests of tasks 1.5 and 1.6: properties that a solution fitted to the public tests may miss.
#include "autograder/01_autodiff/optimizer_inputs.h"
#include "autograder/01_autodiff/program_inputs.h"
#include "autograder/01_autodiff/tensor_inputs.h"

using namespace llmsys;
using namespace llmsys::lab01;

LAB_TEST("1.5", "hidden", "random programs of all operations have the gradients that central differences measure") {
  for (int i = 0; i < 12; ++i) {
    const Slopes slopes = i % 2 == 0 ? Slopes::smooth : Slopes::any;
    expect_program(random_op_program(between(rng(), 5, 30), slopes), slopes);
  }
  expect_matmul({{2, 3, 1, 4}, {3, 4, 2}}, DType::f32, "strided");
  expect_matmul({{1, 4}, {2, 4, 3}}, DType::f64, "transposed");
  expect_slice({.x_shape = {9, 4}, .dim = -2, .start = -8, .stop = kEnd, .step = 3}, "transposed");
}

LAB_TEST("1.6", "hidden", "other betas, a large eps, a run that goes on at step 1000, tiny and large gradients") {
  for (const double eps : {1e-8, 0.5}) {
    const Tensor w = randn({3, 11}, rng());
    expect_adamw(adamw_inputs(w, random_gradients({3, 11}, 50),
                              {.lr = 0.02, .beta1 = 0.7, .beta2 = 0.95, .eps = eps, .weight_decay = 0.2}));
    Values later = adamw_inputs(w, random_gradients({3, 11}, 10), {.lr = 0.01, .eps = eps, .step = 1000});
    later.set("m", randn({3, 11}, rng()));
    later.set("v", rand({3, 11}, rng()));
    expect_adamw(later);
  }
  const Tensor tiny = full({5}, 1e-12), large = full({5}, 1e12);
  for (const Tensor& gradient : {tiny, large})
    expect_adamw(adamw_inputs(ones({5}), {gradient}, {.lr = 0.1, .eps = 1e-8, .weight_decay = 0}));
}
