/// @file
/// One element from one type to another, defined for every value.
#pragma once
#include <cmath>
#include <limits>
#include <type_traits>

namespace llmsys::kernels {

/// To bool: whether it differs from zero (NaN does). From float to integer: towards zero, values out of range become the
/// nearest end, NaN becomes 0. From integer to a narrower one: the low bits. The rest: C++'s conversion.
template <class To, class From>
To convert(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (std::is_same_v<To, bool>) {
    return value != From{0};
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    if (value != value) return 0;
    constexpr auto kLowest = static_cast<From>(std::numeric_limits<To>::min());
    constexpr auto kHalf = std::numeric_limits<To>::max() / 2;  // rounded down, on purpose
    constexpr auto kBeyond = static_cast<From>(kHalf + 1) * 2;  // a power of two: exact
    if (value < kLowest) return std::numeric_limits<To>::min();
    if (value >= kBeyond) return std::numeric_limits<To>::max();
    return static_cast<To>(value);
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace llmsys::kernels
