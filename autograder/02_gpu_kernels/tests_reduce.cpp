// Lab 02, task 2.3: sums of warps, blocks, rows, and everything.
#include <cmath>

#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.3", "warp", "each lane gets the sum of the warp's 32 values, of 0 to 31 it is 496") {
  const Tensor counting = raw::to(arange(32), DType::f32);
  expect_equal(student("warp_sums", {{"x", counting}})["y"], full({32}, 496), "sums of 0 to 31");
  for (const int64_t warps : {1, 3, 10}) {
    const Tensor x = small_integers({32 * warps});
    expect_equal(student("warp_sums", {{"x", x}})["y"], reference::group_sums(x, 32), "sums");
  }
}

LAB_TEST("2.3", "block", "the block's sum, for any number of warps up to 32") {
  for (const int64_t threads : {32, 64, 96, 256, 1024}) {
    const Tensor x = small_integers({3, threads});
    expect_equal(student("block_sums", {{"x", x}})["y"], reference::row_sums(x), text("sums of ", threads, " threads"));
  }
}

LAB_TEST("2.3", "rows", "a sum for each row, of any length, 0 too") {
  for (const DType dtype : {DType::f32, DType::bf16})
    for (const auto& [R, C] :
         {std::pair{2, 3}, {1, 33}, {5, 31}, {4, 32}, {33, 100}, {3, 1000}, {4, 1}, {3, 0}, {0, 5}})
      expect_row_sums(R, C, dtype);
}

LAB_TEST("2.3", "all", "one sum of all elements: of none, of one, of more than the grid has threads") {
  for (const DType dtype : {DType::f32, DType::bf16})
    for (const int64_t n :
         {int64_t{0}, int64_t{1}, int64_t{31}, int64_t{257}, int64_t{1000}, between(rng(), 2000, 9000)})
      expect_sum(n, dtype);
  expect_sum(kSumThreads + 1000, DType::f32);
}

LAB_TEST("2.3", "order", "float32 is used well, and blocks and warps in another order give the same bits") {
  const Tensor x = rand({20000}, rng());
  Values in = {{"x", x}};
  const Tensor first = student("sum", in)["y"].tensor();
  expect_close(first, reference::sum(x), {.rtol = 1e-6}, "sum of 20000 numbers between 0 and 1");
  for (int i = 0; i < 3; ++i) {
    in.set("order", between(rng(), 1, 1 << 20));
    expect_equal(student("sum", in)["y"], first, "the sum with blocks, warps and lanes in another order");
  }
}
