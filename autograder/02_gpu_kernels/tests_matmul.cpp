// Lab 02, task 2.4: products of matrices through tiles.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.4", "example", "((1,2),(3,4)) times ((5,6),(7,8)) is ((19,22),(43,50)); and one tile") {
  const Tensor a = from_values({1, 2, 3, 4}, {2, 2}), b = from_values({5, 6, 7, 8}, {2, 2});
  expect_equal(student("matmul", {{"a", a}, {"b", b}})["c"], from_values({19, 22, 43, 50}, {2, 2}), "C");
  expect_matmul({.M = 32, .N = 32, .K = 32}, DType::f32);
}

LAB_TEST("2.4", "property", "C is A B, for several tiles along M, N and K") {
  expect_matmul({.M = 64, .N = 32, .K = 96}, DType::f32);
  expect_matmul({.M = 32, .N = 96, .K = 64}, DType::f32);
  for (int i = 0; i < 3; ++i)
    expect_matmul({.M = between(rng(), 2, 80), .N = between(rng(), 2, 80), .K = between(rng(), 2, 80)}, DType::f32);
  const Tensor a = randn({40, 300}, rng()), b = randn({300, 50}, rng());
  expect_close(student("matmul", {{"a", a}, {"b", b}})["c"], reference::matmul(a, b), {.atol = 2e-4, .rtol = 1e-5},
               "C");
}

LAB_TEST("2.4", "edges", "sizes of 0, 1, 31, 33 and 1000; for K = 0, C is 0") {
  for (const Product& sizes : {Product{1, 1, 1},
                               {1, 1, 1000},
                               {1, 33, 31},
                               {31, 1, 33},
                               {33, 31, 1},
                               {1000, 2, 3},
                               {2, 1000, 3},
                               {3, 4, 0},
                               {0, 4, 3},
                               {3, 0, 4}})
    expect_matmul(sizes, DType::f32);
}

LAB_TEST("2.4", "rows_apart", "rows of A and B that lie further apart than they are long") {
  expect_matmul({.M = 20, .N = 40, .K = 35, .a_gap = 5}, DType::f32);
  expect_matmul({.M = 20, .N = 40, .K = 35, .b_gap = 3}, DType::f32);
  expect_matmul({.M = 33, .N = 31, .K = 50, .a_gap = 1, .b_gap = 7}, DType::bf16);
}

LAB_TEST("2.4", "bf16", "bf16 in and out, summed in float32 and rounded once") {
  for (const Product& sizes : {Product{2, 2, 2}, {33, 40, 64}, {16, 16, 600}}) expect_matmul(sizes, DType::bf16);
  // (1 + 1/128)^2 is 1 + 1/64 and a little: that is what is left here, and lost to who rounds products to bf16.
  std::vector<double> left(32, 0.0), right(32, 0.0);
  left[0] = right[0] = 1 + 1.0 / 128;
  left[1] = -1;
  right[1] = 1 + 1.0 / 64;
  const Tensor a = raw::to(from_vector(left, {1, 32}), DType::bf16),
               b = raw::to(from_vector(right, {32, 1}), DType::bf16);
  expect_equal(student("matmul", {{"a", a}, {"b", b}})["c"], reference::matmul(a, b), "C");
}

LAB_TEST("2.4", "stream", "the product happens in the stream that the caller gives") {
  const Tensor a = small_integers({20, 30}), b = small_integers({30, 40});
  expect_equal(student("matmul", {{"a", a}, {"b", b}, {"captured", true}})["c"], reference::matmul(a, b), "C");
}
