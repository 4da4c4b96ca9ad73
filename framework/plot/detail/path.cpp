#include "framework/plot/detail/path.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "framework/base/text.h"
#include "framework/plot/svg.h"

namespace llmsys::detail {
namespace {

bool is_gap(const Pixel& point) { return std::isnan(point.x) || std::isnan(point.y); }

// Whether b goes on in a's column; gaps make one column of their own.
bool same_column(const Pixel& a, const Pixel& b) {
  if (is_gap(a) || is_gap(b)) return is_gap(a) && is_gap(b);
  return std::floor(a.x) == std::floor(b.x);
}

}  // namespace

std::vector<Pixel> thin(const std::vector<Pixel>& points) {
  std::vector<Pixel> kept;
  for (size_t first = 0, end = 0; first < points.size(); first = end) {
    while (end < points.size() && same_column(points[first], points[end])) ++end;
    const auto begin = points.begin() + static_cast<std::ptrdiff_t>(first);
    const auto stop = points.begin() + static_cast<std::ptrdiff_t>(end);
    const auto [lowest, highest] =
        std::minmax_element(begin, stop, [](const Pixel& a, const Pixel& b) { return a.y < b.y; });
    std::array keep = {begin, lowest, highest, stop - 1};
    std::sort(keep.begin(), keep.end());
    const auto last = std::unique(keep.begin(), keep.end());
    for (auto it = keep.begin(); it != last; ++it) kept.push_back(**it);
  }
  return kept;
}

std::string path_through(const std::vector<Pixel>& points) {
  std::string path;
  size_t in_run = 0;  // points since the pen was put down
  for (size_t i = 0; i < points.size(); ++i) {
    if (is_gap(points[i])) {
      in_run = 0;
      continue;
    }
    const bool alone = in_run == 0 && (i + 1 == points.size() || is_gap(points[i + 1]));
    path += text(in_run == 0   ? "M"
                 : in_run == 1 ? "L"
                               : " ",
                 svg_number(points[i].x), " ", svg_number(points[i].y), alone ? "h0" : "");
    ++in_run;
  }
  return path;
}

}  // namespace llmsys::detail
