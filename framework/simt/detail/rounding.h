/// @file
/// Rounding to 16 bits and to integers as a GPU does it. NaN becomes 0x7FFF.
#pragma once
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#ifdef __F16C__
#include <immintrin.h>
#endif

#include "framework/base/small_float.h"
#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

template <class T>
concept Arithmetic = std::integral<T> || std::floating_point<T>;

template <class Format>
inline constexpr uint16_t kInfinityBits = ((1U << Format::kExponentBits) - 1) << Format::kMantissaBits;
inline constexpr uint16_t kNanBits = 0x7FFF;

template <class Format>
__forceinline__ float widened(uint16_t bits) {
#ifdef __F16C__
  if constexpr (std::same_as<Format, Half>) return _cvtsh_ss(bits);
#endif
  return static_cast<float>(Format::from_bits(bits));
}

template <class Format, Arithmetic T>
__forceinline__ uint16_t rounded(T value) {
  if constexpr (std::unsigned_integral<T> && sizeof(T) == 8) {
    if (value >> 63 != 0)
      return Format(2 * llmsys::detail::to_odd_double(static_cast<int64_t>(value >> 1 | (value & 1)))).bits;
    return Format(static_cast<int64_t>(value)).bits;
  } else {
    if (value != value) return kNanBits;
#ifdef __F16C__
    if constexpr (std::same_as<Format, Half> && std::same_as<T, float>) return _cvtss_sh(value, 0);
#endif
    return Format(value).bits;
  }
}

/// Where a number between two of ours goes.
enum class Rounding { nearest, zero, down, up };

/// `value` as a pattern, rounded that way; what is too large becomes the largest number unless it rounds away from zero.
template <class Format, Rounding kRounding>
__forceinline__ uint16_t rounded_to(float value) {
  const uint16_t nearest = rounded<Format>(value);
  const float number = widened<Format>(nearest);
  const auto toward_zero = static_cast<uint16_t>(nearest - 1), away = static_cast<uint16_t>(nearest + 1);
  const bool negative = std::signbit(value);
  const bool too_high = number > value, too_low = number < value;
  if constexpr (kRounding == Rounding::zero) return (negative ? too_low : too_high) ? toward_zero : nearest;
  if constexpr (kRounding == Rounding::down) return too_high ? (negative ? away : toward_zero) : nearest;
  if constexpr (kRounding == Rounding::up) return too_low ? (negative ? toward_zero : away) : nearest;
  return nearest;
}

/// A number as an integer: what does not fit becomes the nearest that does; NaN 0, or in 64 bits 0x8000000000000000.
template <std::integral Int, Rounding kRounding, std::floating_point Float>
__forceinline__ Int to_integer(Float value) {
  using Limits = std::numeric_limits<Int>;
  if (value != value) return sizeof(Int) == 8 ? static_cast<Int>(uint64_t{1} << 63) : Int{0};
  const Float whole = kRounding == Rounding::zero   ? std::trunc(value)
                      : kRounding == Rounding::down ? std::floor(value)
                      : kRounding == Rounding::up   ? std::ceil(value)
                                                    : std::nearbyint(value);
  if (whole <= static_cast<Float>(Limits::min())) return Limits::min();
  if (whole >= static_cast<Float>(Limits::max())) return Limits::max();
  return static_cast<Int>(whole);
}

/// a + b; where a double cannot hold it, the neighbour that is odd: rounding that to fewer bits is as good as rounding the sum.
__forceinline__ double odd_sum(double a, double b) {
  const double sum = a + b, part = sum - a, lost = (a - (sum - part)) + (b - part);
  const auto bits = std::bit_cast<uint64_t>(sum);
  if (!(std::abs(lost) > 0) || (bits & 1) != 0) return sum;  // exact, infinite, NaN or odd
  return std::bit_cast<double>((lost > 0) == (sum > 0) ? bits + 1 : bits - 1);
}

}  // namespace llmsys::simt::detail
