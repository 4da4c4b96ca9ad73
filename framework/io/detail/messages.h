/// @file
/// What messages show of names and texts that come from files.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::detail {

/// For a terminal: at most 400 bytes, control characters as ?. What a file says about itself may be long, or do harm.
std::string printable(std::string message);

/// "; the nearest is 'layers.0.weight'", or " among its 20 tensors" if none is near.
std::string nearest_name(const std::vector<std::string>& names, std::string_view wanted);

}  // namespace llmsys::detail
