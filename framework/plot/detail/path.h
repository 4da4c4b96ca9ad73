/// @file
/// A line through points, as the `d` of an SVG path.
#pragma once
#include <string>
#include <vector>

namespace llmsys::detail {

/// A place in the figure, in pixels; NaN in either where there is no point.
struct Pixel {
  double x;  ///< to the right
  double y;  ///< down
};

/// Of points that share a column of pixels, and follow each other, keeps the first, lowest, highest and last: the
/// line looks the same and never has more than four points a column. Jugel et al. 2014, "M4", VLDB 7(10), sec. 4.
std::vector<Pixel> thin(const std::vector<Pixel>& points);

/// "M10 20L30 40 50 60": a pen that is lifted where a point is NaN. A point alone becomes a dot.
std::string path_through(const std::vector<Pixel>& points);

}  // namespace llmsys::detail
