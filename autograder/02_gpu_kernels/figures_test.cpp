// The figures of lab 02's handout are what the code draws: addresses, a schedule, rooflines.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "autograder/02_gpu_kernels/pattern_figure.h"
#include "autograder/02_gpu_kernels/pipeline_model.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "framework/plot/plot.h"
#include "framework/simt/gpus.h"
#include "framework/testing/test.h"
#include "labs/02_gpu_kernels/roofline.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// Compares with the committed figure. With LLMSYS_UPDATE_GOLDEN=1 in the environment, writes it.
void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = testing::source_root() + "/labs/02_gpu_kernels/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) testing::write_file(path, svg);
  INFO("look at the figure, then write it with LLMSYS_UPDATE_GOLDEN=1");
  CHECK(testing::read_file(path) == svg);
}

SectorStrip strided(const std::string& name, int64_t step, int64_t size, int64_t begin = 0) {
  SectorStrip strip{name, {}, size};
  for (int64_t lane = 0; lane < 32; ++lane) strip.addresses.push_back(begin + lane * step);
  return strip;
}

std::vector<Box> boxes_of(const std::vector<ChunkTimes>& times, int64_t ChunkTimes::*when, double row) {
  std::vector<Box> boxes;
  for (size_t i = 0; i < times.size(); ++i) {
    const auto begin = static_cast<double>(times[i].*when);
    boxes.push_back({begin, row - 0.4, begin + 1, row + 0.4, std::to_string(i)});
  }
  return boxes;
}

// Both schedules in rows of their own: serial above, pipelined below.
std::vector<Box> both(int64_t ChunkTimes::*when, double row) {
  std::vector<Box> boxes = boxes_of(serial_times(5), when, 0);
  const std::vector<Box> pipelined = boxes_of(pipelined_times(5), when, row);
  boxes.insert(boxes.end(), pipelined.begin(), pipelined.end());
  return boxes;
}

}  // namespace

TEST_CASE("figure: sectors that a warp touches", "[figures]") {
  const std::vector<SectorStrip> strips = {
      strided("float, side by side", 4, 4), strided("float, one element further", 4, 4, 4),
      strided("float, stride 2", 8, 4),     strided("float, stride 8", 32, 4),
      strided("bf16, side by side", 2, 2),  strided("16 bytes a lane, side by side", 16, 16)};
  CHECK(sectors_of(strips[0]) == reference::sectors(1));
  CHECK(sectors_of(strips[1]) == 5);
  CHECK(sectors_of(strips[2]) == reference::sectors(2));
  CHECK(sectors_of(strips[3]) == reference::sectors(8));
  CHECK(sectors_of(strips[5]) == 16);
  check_figure("sectors", draw_sectors("What one load of a warp moves", strips));
}

TEST_CASE("figure: columns of a tile in banks", "[figures]") {
  check_figure("banks",
               draw_banks("Shared memory, 32 banks a row", {{"float tile[32][32]", 32}, {"float tile[32][33]", 33}}));
}

TEST_CASE("figure: five chunks, one after another and overlapped", "[figures]") {
  const Plot plot = Plot("Five chunks, each step one unit of time")
                        .size(760, 300)
                        .x_axis({.label = "time", .min = 0, .max = 15})
                        .y_axis({.categories = {"one stream", "copy in", "compute", "copy out"}})
                        .boxes("copy in", both(&ChunkTimes::in, 1))
                        .boxes("compute", both(&ChunkTimes::work, 2))
                        .boxes("copy out", both(&ChunkTimes::out, 3));
  check_figure("pipeline", plot.svg());
}

TEST_CASE("figure: this lab's kernels under the roof of an A100", "[figures]") {
  const simt::Gpu& gpu = simt::find_gpu("a100");
  const Processor processor{.flops_per_second = gpu.fp32_flops, .bytes_per_second = gpu.bandwidth};
  std::vector<double> intensities, roof;
  for (double x = 1.0 / 16; x <= 1024; x *= 2) intensities.push_back(x);
  intensities.push_back(ridge(processor));
  std::sort(intensities.begin(), intensities.end());
  for (const double x : intensities) roof.push_back(attainable({.flops = x, .bytes = 1}, processor) / 1e12);
  const std::pair<const char*, Work> kernels[] = {{"row sums; matmul without tiles", row_sums_work(4096, 4096, 4)},
                                                  {"matmul, tiles of 32", tiled_matmul_work(4096, 4096, 4096, 32, 4)},
                                                  {"matmul, each element once", matmul_work(4096, 4096, 4096, 4)}};
  Plot plot("The roof of an " + std::string(gpu.name) + ", float32");
  plot.size(720, 420)
      .x_axis({.label = "intensity (FLOP a byte)", .scale = AxisScale::logarithmic})
      .y_axis({.label = "attainable (TFLOP/s)", .scale = AxisScale::logarithmic})
      .line("roof", intensities, roof);
  for (const auto& [name, work] : kernels) plot.scatter(name, {intensity(work)}, {attainable(work, processor) / 1e12});
  check_figure("roofline", plot.svg());
}
