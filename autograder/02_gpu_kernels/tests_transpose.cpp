// Lab 02, task 2.2: transpose.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.2", "example", "((1,2,3),(4,5,6)) becomes ((1,4),(2,5),(3,6)), and one tile its mirror image") {
  const Tensor x = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  expect_equal(student("transpose", {{"x", x}})["y"], from_values({1, 4, 2, 5, 3, 6}, {3, 2}), "y");
  expect_transpose(32, 32, DType::f32);
}

LAB_TEST("2.2", "property", "element (i,j) of x is element (j,i) of y, whatever R and C") {
  for (const auto& [R, C] : {std::pair{64, 96}, {33, 31}, {31, 33}, {100, 70}, {3000, 3}, {3, 3000}})
    expect_transpose(R, C, DType::f32);
  for (int i = 0; i < 4; ++i) expect_transpose(between(rng(), 2, 130), between(rng(), 2, 130), DType::f32);
}

LAB_TEST("2.2", "bf16", "the same for elements of 2 bytes") {
  for (const auto& [R, C] : {std::pair{2, 3}, {32, 32}, {33, 65}, {70, 100}}) expect_transpose(R, C, DType::bf16);
}

LAB_TEST("2.2", "edges", "no rows, no columns, one row, one column, one element") {
  for (const auto& [R, C] : {std::pair{0, 5}, {5, 0}, {0, 0}, {1, 1}, {1, 100}, {100, 1}})
    expect_transpose(R, C, DType::f32);
}

LAB_TEST("2.2", "stream", "the transpose happens in the stream that the caller gives") {
  const Tensor x = counted({33, 40});
  expect_equal(student("transpose", {{"x", x}, {"captured", true}})["y"], reference::transpose(x), "y");
}
