// Lab 02, task 2.0: predictions against the emulator's counters.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "autograder/02_gpu_kernels/reference/roofline.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// The prediction must be `counted`, and that what one finds by hand.
void expect_prediction(const std::string& what, const std::string& unit, const Values& sizes, int64_t counted,
                       int64_t by_hand) {
  if (counted != by_hand)
    throw GradeFailure(Status::internal, text("the emulator counts ", counted, " ", unit, ", by hand ", by_hand));
  const int64_t predicted = student("predict_" + what, sizes)[unit].integer();
  expect(predicted == counted, text("predict_", what, " says ", predicted, " ", unit, ", counted were ", counted));
}

simt::KernelCounters counted(const std::string& scenario, Values in) {
  in.set("counted", true);
  return counters(solution(scenario, in)["counters"]);
}

void expect_sectors(int64_t stride) {
  const Values in = {{"stride", stride}};
  expect_prediction("sectors", "sectors", in, counted("load_strided", in).global_load.sectors,
                    reference::sectors(stride));
}

void expect_wavefronts(int64_t width) {
  const Values in = {{"width", width}};
  expect_prediction("wavefronts", "wavefronts", in, counted("load_column", in).shared_load.wavefronts,
                    reference::wavefronts(width));
}

void expect_traffic(int64_t M, int64_t N, int64_t K) {
  constexpr int64_t T = 32;
  const simt::KernelCounters all = counted("matmul", {{"a", ones({M, K})}, {"b", ones({K, N})}});
  expect_prediction("matmul_bytes", "bytes", {{"M", M}, {"N", N}, {"K", K}, {"T", T}}, all.global_load.moved_bytes,
                    8 * M * N * (K / T));
}

}  // namespace

LAB_TEST("2.0", "sectors", "a warp that loads with a stride needs the sectors that you predict") {
  for (const int64_t stride : {1, 2, 8, 32}) expect_sectors(stride);
  for (int i = 0; i < 4; ++i) expect_sectors(between(rng(), 3, 40));
}

LAB_TEST("2.0", "wavefronts", "a warp that loads a column of a tile needs the wavefronts that you predict") {
  for (const int64_t width : {1, 32, 33, 48}) expect_wavefronts(width);
  for (int i = 0; i < 4; ++i) expect_wavefronts(between(rng(), 2, 100));
}

LAB_TEST("2.0", "traffic", "the tiled matmul loads the bytes that you predict") {
  expect_traffic(32, 32, 32);
  for (int i = 0; i < 3; ++i)
    expect_traffic(32 * between(rng(), 1, 3), 32 * between(rng(), 1, 3), 32 * between(rng(), 1, 3));
  for (const int64_t T : {8, 16, 64}) {  // nobody counts these
    const Values in = {{"M", 2 * T}, {"N", 3 * T}, {"K", 4 * T}, {"T", T}};
    expect_equal(student("predict_matmul_bytes", in)["bytes"], 8 * 2 * 3 * 4 * T * T, text("bytes with tiles of ", T));
  }
}

LAB_TEST("2.0", "occupancy", "a multiprocessor holds the blocks that you predict") {
  const auto expect_blocks = [](int64_t threads, int64_t registers, int64_t shared) {
    const Values in = {{"threads", threads}, {"registers", registers}, {"shared_bytes", shared}};
    const int64_t blocks = reference::resident_blocks(threads, registers, shared);
    expect_prediction("resident_blocks", "blocks", in, blocks, blocks);
  };
  expect_blocks(1024, 32, 8192);
  expect_blocks(256, 64, 0);
  expect_blocks(128, 32, 16384);
  expect_blocks(32, 16, 0);
  for (int i = 0; i < 20; ++i)
    expect_blocks(32 * between(rng(), 1, 32), 8 * between(rng(), 2, 8), 128 * between(rng(), 0, 300));
}
