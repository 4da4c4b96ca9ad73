/// @file
/// A picture of a warp's scan: what each lane holds after each step, and from whom it came.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::lab03 {

/// What the lanes hold at first and after each step; in a step each adds what the lane 1, 2, 4, ... below it held.
std::vector<std::vector<int64_t>> scan_steps(const std::vector<int64_t>& x);

/// The figure as SVG: a row for each step, dark what is a final sum.
std::string draw_scan(const std::string& title, const std::vector<int64_t>& x);

}  // namespace llmsys::lab03
