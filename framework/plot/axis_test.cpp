#include "framework/plot/detail/axis.h"

#include <cmath>
#include <limits>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::detail::Axis;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Axis placed(const AxisOptions& options, detail::Extent extent, bool round = false) {
  Axis axis(options, "x", extent, round, 5);
  axis.place(100, 200);
  return axis;
}

}  // namespace

TEST_CASE("a linear axis spreads equal steps equally") {
  const Axis axis = placed({}, {0, 10});
  CHECK(axis.pixel(0) == 100);
  CHECK(axis.pixel(2.5) == 125);
  CHECK(axis.pixel(10) == 200);
}

TEST_CASE("a logarithmic axis spreads equal factors equally") {
  const Axis axis = placed({.scale = AxisScale::logarithmic}, {1, 100});
  CHECK(axis.pixel(1) == 100);
  CHECK(axis.pixel(10) == Approx(150));
  CHECK(std::isnan(axis.pixel(0)));
  CHECK(std::isnan(axis.pixel(-1)));
}

TEST_CASE("rounding moves the ends out to ticks, but not those that were given") {
  CHECK(placed({}, {0.3, 9.1}, true).pixel(0) == Approx(100));
  CHECK(placed({}, {0.3, 9.1}, true).pixel(10) == Approx(200));
  CHECK(placed({.min = 0.3}, {0.3, 9.1}, true).pixel(0.3) == Approx(100));
  CHECK(placed({.scale = AxisScale::logarithmic}, {3, 70}, true).pixel(2) == Approx(100));
  CHECK(placed({.scale = AxisScale::logarithmic}, {3, 70}, true).pixel(100) == Approx(200));
}

TEST_CASE("names stand in the middle of equal rooms") {
  const Axis axis = placed({.categories = {"a", "b"}}, {});
  CHECK(axis.pixel(0) == 125);
  CHECK(axis.pixel(1) == 175);
  CHECK(axis.ticks()[1].label == "b");
}

TEST_CASE("NaN, infinities and absurd magnitudes have no pixel and do not stretch the axis") {
  detail::Extent extent;
  for (const double value : {1.0, std::nan(""), kInfinity, -kInfinity, 1e308, 3.0}) extent.include(value);
  CHECK(extent.low == 1);
  CHECK(extent.high == 3);
  const Axis axis = placed({}, extent);
  CHECK(std::isnan(axis.pixel(std::nan(""))));
  CHECK(std::isnan(axis.pixel(kInfinity)));
  CHECK(std::isnan(axis.pixel(1e308)));
}

TEST_CASE("every extent becomes an axis with finite pixels and at least two ticks") {
  const double value = GENERATE(0.0, 1.0, -3.0, 1e-300, 5e-324, 1e300, -1e300);
  const double width = GENERATE(0.0, 1e-15, 1.0, 1e300);
  CAPTURE(value, width);
  detail::Extent extent;
  extent.include(value);
  extent.include(value + width);
  const Axis axis = placed({}, extent, true);
  CHECK(std::isfinite(axis.pixel(value)));
  CHECK(axis.ticks().size() >= 2);
  CHECK(axis.ticks().size() <= 12);
}

TEST_CASE("limits that are no interval are refused, naming the axis") {
  const auto axis = [](const AxisOptions& options) { return Axis(options, "y", {1, 2}, true, 5); };
  CHECK_THROWS_AS(axis({.min = 3, .max = 3}), ValueError);
  CHECK_THROWS_AS(axis({.min = std::nan("")}), ValueError);
  CHECK_THROWS_AS(axis({.max = kInfinity}), ValueError);
  CHECK_THROWS_WITH(axis({.scale = AxisScale::logarithmic, .min = 0}),
                    "[Plot] the logarithmic y axis must begin above 0, got 0");
}

TEST_CASE("data on the far side of a given limit still leave an axis") {
  const Axis axis = placed({.min = 10}, {1, 2});
  CHECK(std::isfinite(axis.pixel(10)));
  CHECK(axis.pixel(1) < 100);
}
