// Lab 02, task 2.3: sums of warps, blocks, rows, and everything.
#include <algorithm>
#include <cmath>
#include <limits>

#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

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
         {std::pair{2, 3}, {1, 33}, {5, 31}, {4, 32}, {33, 100}, {3, 1000}, {4, 1}, {3, 0}, {0, 5}, {3000, 2}})
      expect_row_sums(R, C, dtype);
  const Tensor long_rows = full({2, 32 * 500}, 1, DType::bf16);  // a lane adds up 500 of them: bf16 would stop at 256
  expect_equal(student("row_sums", {{"x", long_rows}})["y"], reference::row_sums(long_rows), "sums of ones in bf16");
  const Tensor infinite = from_values({1, kInfinity, 2, 3, 4, 5, 6, -kInfinity, 7}, {3, 3});
  expect_equal(student("row_sums", {{"x", infinite}})["y"], from_values({kInfinity, 12, -kInfinity}, {3}), "y");
}

LAB_TEST("2.3", "all", "one sum of all elements: of none, of one, of more than the grid has threads") {
  for (const DType dtype : {DType::f32, DType::bf16})
    for (const int64_t n :
         {int64_t{0}, int64_t{1}, int64_t{31}, int64_t{257}, int64_t{1000}, between(rng(), 2000, 9000)})
      expect_sum(n, dtype);
  expect_sum(kSumThreads + 1000, DType::f32);
  std::vector<double> values(5 * kSumThreads, 256.0);  // 256 + 1 is 256 in bf16: who adds in bf16 loses the ones
  std::fill_n(values.begin() + kSumThreads, 3 * kSumThreads, 1.0);
  const Tensor x = raw::to(from_vector(values), DType::bf16);
  expect_equal(student("sum", {{"x", x}})["y"], reference::sum(x),
               "sum of 65536 times 256, 196608 ones, 65536 times 256");
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

LAB_TEST("2.3", "stream", "both launches of a sum, and row sums, happen in the stream that the caller gives") {
  const Tensor x = small_integers({1000}), rows = small_integers({20, 50});
  expect_equal(student("sum", {{"x", x}, {"captured", true}})["y"], reference::sum(x), "y");
  expect_equal(student("row_sums", {{"x", rows}, {"captured", true}})["y"], reference::row_sums(rows), "y");
}
