// The figures of lab 00's handout, drawn by the solution. After a wanted change, draw them again and look at them:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/labs/00_warm_up/lab00_handout_test [figures]
#include <cstdlib>
#include <string>
#include <vector>

#include "autograder/00_warm_up/line_counts.h"
#include "autograder/02_gpu_kernels/pattern_figure.h"
#include "framework/plot/plot.h"
#include "framework/testing/test.h"
#include "labs/00_warm_up/loop_orders.h"
#include "labs/00_warm_up/shape_text.h"
#include "labs/00_warm_up/view.h"

using namespace llmsys::lab00;
using llmsys::Box;
using llmsys::Plot;

namespace {

void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = llmsys::testing::source_root() + "/labs/00_warm_up/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) llmsys::testing::write_file(path, svg);
  CHECK(svg == llmsys::testing::read_file(path));
}

// What the 32 lanes of a warp load in one step, with floats that many elements apart.
llmsys::lab02::SectorStrip floats_apart(const std::string& name, int64_t elements) {
  llmsys::lab02::SectorStrip strip{name, {}, sizeof(float)};
  for (int64_t lane = 0; lane < 32; ++lane)
    strip.addresses.push_back(lane * elements * static_cast<int64_t>(sizeof(float)));
  return strip;
}

// A box for each element that a view of two dimensions reaches, at its place in memory, with its index inside.
std::vector<Box> reached(const View& view, int row) {
  std::vector<Box> boxes;
  for (int64_t i = 0; i < view.shape[0]; ++i)
    for (int64_t j = 0; j < view.shape[1]; ++j) {
      const auto at = static_cast<double>(view.offset + i * view.strides[0] + j * view.strides[1]);
      boxes.push_back({at - 0.45, row - 0.3, at + 0.45, row + 0.3, shape_text({i, j})});
    }
  return boxes;
}

std::string described(const std::string& name, const View& view) {
  return name + ": strides " + shape_text(view.strides);
}

double predicted_lines(LoopOrder order) {
  const LineLoads loads = predict_line_loads(order, LineCounter::kLineFloats);
  return loads.a + loads.b + loads.c;
}

}  // namespace

TEST_CASE("figure: three views of six numbers", "[figures]") {
  const View x{.shape = {2, 3}, .strides = contiguous_strides({2, 3}), .offset = 0};
  const View transposed = transpose(x, 0, 1), columns = slice(x, 1, 0, 3, 2);
  check_figure(
      "views",
      Plot("Six numbers in memory, seen in three ways")
          .size(720, 280)
          .x_axis({.label = "place in memory (elements)", .min = -0.5, .max = 5.5})
          .y_axis({.categories = {described("x", x), described("x.T", transposed), described("x[:, ::2]", columns)}})
          .boxes("x (2,3)", reached(x, 0))
          .boxes("x.T (3,2)", reached(transposed, 1))
          .boxes("x[:, ::2] (2,2)", reached(columns, 2))
          .svg());
}

TEST_CASE("figure: lines loaded in each step of three loop orders", "[figures]") {
  check_figure("loop_orders",
               Plot("Cache lines loaded in each step of a matrix product")
                   .size(720, 320)
                   .x_axis({.label = "order of the loops", .categories = {"ijk", "ikj", "jki"}})
                   .y_axis({.label = "lines per step (16 floats a line)"})
                   .bars("predicted", {predicted_lines(LoopOrder::ijk), predicted_lines(LoopOrder::ikj),
                                       predicted_lines(LoopOrder::jki)})
                   .bars("counted, 96 by 96",
                         {counted_lines(matmul_ijk, 96), counted_lines(matmul_ikj, 96), counted_lines(matmul_jki, 96)})
                   .svg());
}

TEST_CASE("figure: sectors that a warp of saxpy touches", "[figures]") {
  const std::vector<llmsys::lab02::SectorStrip> strips = {
      floats_apart("saxpy: an element a thread", 1), floats_apart("saxpy_chunked: 32 a thread (8 lanes fit here)", 32)};
  CHECK(llmsys::lab02::sectors_of(strips[0]) == 4);
  CHECK(llmsys::lab02::sectors_of(strips[1]) == 32);
  check_figure("saxpy_sectors", llmsys::lab02::draw_sectors("What a warp loads of x in one step", strips));
}
