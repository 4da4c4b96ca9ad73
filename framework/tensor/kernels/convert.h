/// @file
/// From one type to another, defined for every value.
#pragma once
#include <cmath>
#include <limits>
#include <type_traits>

#include "framework/tensor/dtype.h"

namespace llmsys {
class Tensor;
}

namespace llmsys::kernels {

/// One element.
///
/// To bool: whether it differs from zero (NaN does). From float to integer: towards zero, values out of range become the
/// nearest end, NaN becomes 0. From integer to a narrower one: the low bits. To a float: to nearest even, once.
template <class To, class From>
constexpr To convert(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (is_small_float<From>) {
    return convert<To>(static_cast<float>(value));  // exact
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

/// What a copy between two dtypes asks first.
/// @throws DTypeError if one of them is u4x2, whose elements are no single numbers
void check_convertible(DType to, DType from);

/// out = x element by element, for two dtypes that differ and any strides: what kCopy does then.
/// @throws DTypeError as check_convertible()
void convert_elements(Tensor& out, const Tensor& x);

}  // namespace llmsys::kernels
