// The figure of lab 06's handout and its table, measured with the solution. After a wanted change, draw it again and look at it:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/labs/06_pretraining/lab06_handout_test [figures]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "autograder/06_pretraining/handout.h"
#include "framework/plot/plot.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = llmsys::testing::source_root() + "/labs/06_pretraining/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) llmsys::testing::write_file(path, svg);
  CHECK(svg == llmsys::testing::read_file(path));
}

struct Curve {
  std::vector<double> x, y;
};

Curve formula(int bands, int rows) {
  Curve curve;
  for (int i = 0; i <= 100; ++i) {
    curve.x.push_back(i / 100.0);
    curve.y.push_back(expected_share(i / 100.0, bands, rows));
  }
  return curve;
}

Curve measured(int bands, int rows) {
  Curve curve;
  for (int i = 2; i <= 19; ++i) {
    curve.x.push_back(i / 20.0);
    curve.y.push_back(measured_share(i / 20.0, bands, rows));
  }
  return curve;
}

}  // namespace

TEST_CASE("figure: candidates against similarity, measured on pairs of known similarity", "[figures]") {
  const Curve steep = formula(14, 8), flat = formula(20, 3), steep_points = measured(14, 8),
              flat_points = measured(20, 3);
  for (size_t i = 0; i < steep_points.x.size(); ++i) {
    const double p = expected_share(steep_points.x[i], 14, 8), q = expected_share(flat_points.x[i], 20, 3);
    CHECK(std::abs(steep_points.y[i] - p) <= 4 * std::sqrt(p * (1 - p) / 1000) + 0.001);
    CHECK(std::abs(flat_points.y[i] - q) <= 4 * std::sqrt(q * (1 - q) / 1000) + 0.001);
  }
  check_figure("s_curve", Plot("Who becomes a candidate")
                              .size(720, 400)
                              .x_axis({.label = "Jaccard similarity of two documents"})
                              .y_axis({.label = "share of pairs with a common band"})
                              .line("20 bands of 3, formula", flat.x, flat.y)
                              .line("14 bands of 8, formula", steep.x, steep.y)
                              .scatter("20 bands of 3, measured", flat_points.x, flat_points.y)
                              .scatter("14 bands of 8, measured", steep_points.x, steep_points.y)
                              .svg());
}

TEST_CASE("table: what is found at which similarity", "[figures]") {
  for (const double s : {0.5, 0.6, 0.7, 0.8, 0.9}) {
    char row[80];
    std::snprintf(row, sizeof row, "| %.1f | %.3f | %.3f |", s, expected_share(s, 14, 8), measured_share(s, 14, 8));
    if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) std::puts(row);
    says(row);
  }
}
