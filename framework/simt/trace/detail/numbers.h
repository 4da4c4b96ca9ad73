/// @file
/// Numbers and places as reports print them.
#pragma once
#include <cstdint>
#include <string>

#include "framework/simt/trace/finding.h"

namespace llmsys::simt::detail {

/// With so many digits behind the point: fixed(2.5, 2) is "2.50".
std::string fixed(double value, int digits);
/// "512 B", "4.19 MB": powers of 1000, three digits.
std::string bytes_text(double bytes);
/// "1.23 ms", "45.0 us": three digits.
std::string seconds_text(double seconds);
/// Filled up with blanks on the left to `width`.
std::string right(const std::string& text, size_t width);
/// Filled up with blanks on the right.
std::string left(const std::string& text, size_t width);
/// "transpose.cu:41"; "an unknown line" if it is not known.
std::string place(const SourceLine& source);

}  // namespace llmsys::simt::detail
