#include "framework/plot/detail/path.h"

#include <cmath>

#include "framework/testing/test.h"

using llmsys::detail::path_through;
using llmsys::detail::Pixel;
using llmsys::detail::thin;

namespace {

const double kNan = std::nan("");

}  // namespace

TEST_CASE("a path lifts the pen at gaps, and a lone point is a dot") {
  CHECK(path_through({}).empty());
  CHECK(path_through({{1, 2}, {3, 4}, {5, 6}}) == "M1 2L3 4 5 6");
  CHECK(path_through({{1, 2}, {3, 4}, {5, kNan}, {7, 8}, {9, 9}}) == "M1 2L3 4M7 8L9 9");
  CHECK(path_through({{1, 2}, {kNan, 4}, {5, 6}}) == "M1 2h0M5 6h0");
  CHECK(path_through({{kNan, 1}, {1, kNan}}).empty());
}

TEST_CASE("thinning keeps first, lowest, highest and last of a column of pixels") {
  const std::vector<Pixel> column = {{5.0, 3}, {5.1, 9}, {5.2, 4}, {5.3, 1}, {5.4, 5}, {5.5, 6}};
  CHECK(path_through(thin(column)) == "M5 3L5.1 9 5.3 1 5.5 6");
}

TEST_CASE("thinning leaves sparse points and gaps alone") {
  CHECK(path_through(thin({{1, 5}, {2, 6}, {2, kNan}, {2, kNan}, {3, 7}, {3.5, 8}})) == "M1 5L2 6M3 7L3.5 8");
  CHECK(thin({}).empty());
}

TEST_CASE("a million points become at most four a column") {
  std::vector<Pixel> points;
  for (int i = 0; i < 1000000; ++i) points.push_back({i * 1e-4, (i * 7919) % 1000 * 0.1});
  CHECK(thin(points).size() <= 400);
}
