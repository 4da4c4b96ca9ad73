// Lab 02, hidden tests: sizes and configurations that a solution fitted to the public tests may miss.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "autograder/02_gpu_kernels/reference/roofline.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

int64_t odd_size() { return between(rng(), 1, 150); }

DType either() { return rng().below(2) == 0 ? DType::f32 : DType::bf16; }

}  // namespace

LAB_TEST("2.1", "hidden", "random sizes at random places, in both dtypes") {
  for (int i = 0; i < 12; ++i) {
    const int64_t at = between(rng(), 0, 9);
    expect_copy("vectorized", between(rng(), 0, 700), either(), {.x = at, .y = i % 3 == 0 ? between(rng(), 0, 9) : at});
    expect_copy("coalesced", between(rng(), 0, 700), either(), {.x = at, .y = between(rng(), 0, 9)});
  }
}

LAB_TEST("2.2", "hidden", "random sizes, in both dtypes") {
  for (int i = 0; i < 6; ++i) expect_transpose(odd_size(), odd_size(), either());
}

LAB_TEST("2.3", "hidden", "rows, blocks and sums of random sizes, and numbers that cancel") {
  for (int i = 0; i < 6; ++i) expect_row_sums(odd_size(), between(rng(), 0, 300), either());
  for (int i = 0; i < 6; ++i) expect_sum(between(rng(), 0, 5000), either());
  const Tensor x = small_integers({between(rng(), 1, 5), 32 * between(rng(), 1, 32)});
  expect_equal(student("block_sums", {{"x", x}})["y"], reference::row_sums(x), "block_sums");
}

LAB_TEST("2.4", "hidden", "random sizes, rows apart or not, in both dtypes") {
  for (int i = 0; i < 5; ++i)
    expect_matmul({.M = between(rng(), 1, 70),
                   .N = between(rng(), 1, 70),
                   .K = between(rng(), 0, 100),
                   .a_gap = between(rng(), 0, 3),
                   .b_gap = between(rng(), 0, 3)},
                  either());
}

LAB_TEST("2.5", "hidden", "other sizes, other orders") {
  for (int i = 0; i < 15; ++i)
    expect_pipeline(between(rng(), 1, 100), between(rng(), 3, 30), between(rng(), 1, 1 << 20));
}

LAB_TEST("2.6", "hidden", "kernels on processors that no handout mentions") {
  for (int i = 0; i < 20; ++i) {
    const int64_t T = 1 << between(rng(), 0, 6), size = 1 << between(rng(), 0, 3);
    const Values in = {{"op", i % 2 == 0 ? "tiled_matmul" : "matmul"},
                       {"M", T * between(rng(), 1, 50)},
                       {"N", T * between(rng(), 1, 50)},
                       {"K", T * between(rng(), 1, 50)},
                       {"T", T},
                       {"size", size}};
    const Values work = student("work", in), want = reference::work(in);
    for (const char* what : {"flops", "bytes"}) expect_close(work[what], want[what].number(), 0, what);
    const Values where = {{"flops", work["flops"]},
                          {"bytes", work["bytes"]},
                          {"flops_per_second", static_cast<double>(between(rng(), 1, 1000)) * 1e12},
                          {"bytes_per_second", static_cast<double>(between(rng(), 1, 100)) * 1e11}};
    const Values got = student("roofline", where), right = reference::roofline(where);
    for (const char* what : {"intensity", "ridge", "attainable", "seconds"})
      expect_close(got[what], right[what].number(), 1e-9 * right[what].number(), what);
    expect_equal(got["bound"], right["bound"], "bound");
  }
}
