// The figures of lab 03's handout are what the code draws: tiles, kernels' traffic, a warp's scan.
#include <cstdlib>
#include <string>
#include <vector>

#include "autograder/03_gpu_fusion/product_figure.h"
#include "autograder/03_gpu_fusion/scan_figure.h"
#include "framework/plot/plot.h"
#include "framework/testing/test.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/matmul_tensor_core.h"
#include "labs/03_gpu_fusion/predictions.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

// Compares with the committed figure. With LLMSYS_UPDATE_GOLDEN=1 in the environment, writes it.
void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = testing::source_root() + "/labs/03_gpu_fusion/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) testing::write_file(path, svg);
  INFO("look at the figure, then write it with LLMSYS_UPDATE_GOLDEN=1");
  CHECK(testing::read_file(path) == svg);
}

// What thread (row, column) reads in step k, and what it computes.
std::vector<Patch> of_thread(int64_t row, int64_t column, int64_t k) {
  constexpr int64_t kApart = kTileM / kThreadTile;
  std::vector<Patch> patches{{Operand::a, 0, k, kTileM, 1, 0, ""}, {Operand::b, k, 0, 1, kTileN, 0, ""}};
  for (int64_t i = 0; i < kThreadTile; ++i) {
    patches.push_back({Operand::a, row + i * kApart, k, 1, 1, 1, ""});
    patches.push_back({Operand::b, k, column + i * kApart, 1, 1, 1, ""});
    for (int64_t j = 0; j < kThreadTile; ++j)
      patches.push_back({Operand::c, row + i * kApart, column + j * kApart, 1, 1, 1, ""});
  }
  return patches;
}

// All fragments of C by warp; those of A and B that one warp loads.
std::vector<Patch> of_warp(int64_t warp) {
  constexpr int64_t kFragments = kBlockTile / kFragment, kHalf = kFragments / 2;
  std::vector<Patch> patches;
  for (int64_t i = 0; i < kFragments; ++i) {
    const bool mine_of_a = i / kHalf == warp / 2, mine_of_b = i / kHalf == warp % 2;
    patches.push_back({Operand::a, i * kFragment, 0, kFragment, kFragment, mine_of_a ? warp + 1 : 0, ""});
    patches.push_back({Operand::b, 0, i * kFragment, kFragment, kFragment, mine_of_b ? warp + 1 : 0, ""});
    for (int64_t j = 0; j < kFragments; ++j) {
      const int64_t owner = i / kHalf * 2 + j / kHalf;
      patches.push_back({Operand::c, i * kFragment, j * kFragment, kFragment, kFragment, owner == warp ? warp + 1 : 0,
                         "warp " + std::to_string(owner)});
    }
  }
  return patches;
}

}  // namespace

TEST_CASE("figure: what a thread reads and computes", "[figures]") {
  check_figure(
      "registers",
      draw_product({.title = "Thread (5, 9) in one step along K",
                    .description = "A tile of C with 4 x 4 elements of one thread, 16 apart. It reads 4 elements "
                                   "of a column of A and 4 of a row of B.",
                    .side = kTileM,
                    .depth = kTileK,
                    .patches = of_thread(5, 9, 6),
                    .notes = {"It reads 4 values of A and 4 of B,", "and makes 16 multiply-adds of them:",
                              "half a load for each.", "", "Its rows and columns are 16 apart, so",
                              "that neighbouring threads read", "neighbouring elements of B."}}));
}

TEST_CASE("figure: fragments of a block's tile", "[figures]") {
  check_figure(
      "fragments",
      draw_product({.title = "A block's tile in fragments of 16 x 16",
                    .description = "A tile of C of 4 x 4 fragments, a quarter for each of 4 warps. Warp 1 loads "
                                   "the upper 2 fragments of A and the right 2 of B.",
                    .side = kBlockTile,
                    .depth = kFragment,
                    .patches = of_warp(1),
                    .notes = {"In one step along K warp 1 loads", "2 fragments of A and 2 of B and",
                              "makes 4 products of them: 16,384", "multiply-adds by 8 instructions.", "",
                              "The upper fragments of A are", "loaded by warp 0, too."}}));
}

TEST_CASE("figure: what five kernels move, and what one does", "[figures]") {
  const std::vector<double> read = {1, 1, 1, 1, 1, 1}, written = {0, 1, 1, 0, 1, 1};
  double separate = -read.back() - written.back();
  for (size_t i = 0; i < read.size(); ++i) separate += read[i] + written[i];
  CHECK(separate == double(predict_softmax_floats(Softmax::separate, 1, 1)));
  CHECK(read.back() + written.back() == double(predict_softmax_floats(Softmax::fused, 1, 1)));
  check_figure("traffic", Plot("Softmax: floats that a kernel moves for each element")
                              .size(720, 320)
                              .x_axis({.categories = {"largest", "subtract", "exp", "sum", "divide", "fused"}})
                              .y_axis({.label = "floats", .max = 1.25})
                              .bars("read", read)
                              .bars("written", written)
                              .svg());
}

TEST_CASE("figure: a scan by eight lanes", "[figures]") {
  const std::vector<int64_t> x = {3, 1, 7, 0, 4, 1, 6, 3};
  CHECK(scan_steps(x).back() == std::vector<int64_t>{3, 4, 11, 11, 15, 16, 22, 25});
  check_figure("scan", draw_scan("Eight lanes, three steps", x));
}
