// Lab 03: hidden tests. The same promises on inputs that are not shown.
#include "autograder/03_gpu_fusion/kernel_inputs.h"

using namespace llmsys;
using namespace llmsys::lab03;

LAB_TEST("3.1", "hidden", "C is A B for sizes that are not shown") {
  for (int i = 0; i < 4; ++i)
    expect_product("matmul_register", {between(rng(), 1, 200), between(rng(), 1, 200), between(rng(), 1, 100)},
                   DType::f32);
  expect_product("matmul_register", {between(rng(), 60, 70), between(rng(), 60, 70), between(rng(), 14, 18)},
                 DType::bf16);
}

LAB_TEST("3.2", "hidden", "C is A B for sizes that are not shown") {
  for (int i = 0; i < 4; ++i)
    expect_product("matmul_tensor_core", {between(rng(), 1, 150), between(rng(), 1, 150), between(rng(), 1, 90)},
                   i % 2 == 0 ? DType::f16 : DType::bf16);
}

LAB_TEST("3.3", "hidden", "softmax and its gradient for sizes that are not shown") {
  for (int i = 0; i < 4; ++i) {
    const int64_t rows = between(rng(), 1, 12), columns = between(rng(), 1, 900);
    expect_softmax(rows, columns, DType::f32, 100);
    expect_softmax_backward(rows, columns, DType::f32);
  }
  expect_softmax(1, between(rng(), 12020, 12050), DType::f32);
}

LAB_TEST("3.4", "hidden", "layer norm for sizes that are not shown") {
  for (int i = 0; i < 4; ++i) expect_layer_norm(between(rng(), 1, 12), between(rng(), 2, 900), DType::f32, 30);
  expect_layer_norm(1, between(rng(), 2040, 2060), DType::f32);
}

LAB_TEST("3.5", "hidden", "gradients of layer norm for sizes that are not shown") {
  for (int i = 0; i < 3; ++i) expect_layer_norm_backward(between(rng(), 1, 150), between(rng(), 2, 500), DType::f32);
  expect_layer_norm_backward(2, between(rng(), 2040, 2060), DType::f32);
}
