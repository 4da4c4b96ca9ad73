// Whole figures against committed ones. Look at the new ones in a browser after a wanted change:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/framework/plot/plot_test [golden]
#include <cmath>
#include <cstdlib>
#include <limits>

#include "framework/plot/plot.h"
#include "framework/testing/test.h"

using llmsys::AxisScale;
using llmsys::Plot;

namespace {

void check_golden(const std::string& name, const Plot& plot) {
  const std::string path = llmsys::testing::source_root() + "/framework/plot/golden/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) plot.save(path);
  CHECK(plot.svg() == llmsys::testing::read_file(path));
}

}  // namespace

TEST_CASE("a loss curve, with a gap where the loss was NaN", "[golden]") {
  std::vector<double> steps, training, held_out;
  for (int i = 0; i <= 40; ++i) {
    const double wave = 0.04 * ((i * 7) % 5 - 2);  // no random numbers, no libm: the same bits everywhere
    steps.push_back(25.0 * i);
    training.push_back(1.3 + 3.0 / (1 + 0.3 * i) + wave);
    held_out.push_back(1.5 + 2.8 / (1 + 0.28 * i));
  }
  training[9] = std::numeric_limits<double>::quiet_NaN();
  check_golden("loss", Plot("Loss of a character model of Jane Austen")
                           .x_axis({.label = "step"})
                           .y_axis({.label = "loss (nats per character)"})
                           .line("training", steps, training)
                           .line("held out", steps, held_out)
                           .line("bigram", {0, 1000}, {2.445, 2.445}));
}

TEST_CASE("a roofline on two logarithmic axes", "[golden]") {
  check_golden("roofline",
               Plot("Roofline of a core with 16 GB/s and 64 GFLOP/s")
                   .x_axis({.label = "arithmetic intensity (FLOP per byte)", .scale = AxisScale::logarithmic})
                   .y_axis({.label = "FLOP/s", .scale = AxisScale::logarithmic})
                   .line("roof", {1.0 / 16, 4, 128}, {1e9, 64e9, 64e9})
                   .scatter("naive", {0.25, 2}, {2.5e9, 6e9})
                   .scatter("tiled", {0.25, 2, 32}, {3.8e9, 29e9, 55e9})
                   .text(4, 64e9, "ridge: 4 FLOP/byte")
                   .text(2, 6e9, "naive matmul"));
}

TEST_CASE("columns of two series over categories", "[golden]") {
  check_golden("bars", Plot("Bytes a parameter, by ZeRO stage")
                           .x_axis({.categories = {"replicated", "stage 1", "stage 2", "stage 3"}})
                           .y_axis({.label = "bytes per parameter"})
                           .bars("4 ranks", {16, 7, 5.5, 4})
                           .bars("64 ranks", {16, 4.1875, 2.21875, 0.25}));
}

TEST_CASE("a time line of boxes, a row a rank", "[golden]") {
  Plot plot("GPipe on 3 ranks, 3 micro-batches");
  std::vector<llmsys::Box> forward, backward;
  for (int rank = 0; rank < 3; ++rank)
    for (int i = 0; i < 3; ++i) {
      const std::string label = std::to_string(i);
      const double at = rank + i, back = 5 + 2.0 * (2 - rank + i);
      forward.push_back({at, rank - 0.4, at + 1, rank + 0.4, label});
      backward.push_back({back, rank - 0.4, back + 2, rank + 0.4, label});
    }
  check_golden("timeline", plot.size(720, 260)
                               .x_axis({.label = "time (forward passes)"})
                               .y_axis({.categories = {"rank 0", "rank 1", "rank 2"}})
                               .boxes("forward", forward)
                               .boxes("backward", backward));
}

TEST_CASE("an empty plot says so with axes alone", "[golden]") { check_golden("empty", Plot("Nothing yet")); }
