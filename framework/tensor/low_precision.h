/// @file
/// Number formats that C++ has no type for: floats of 16 and 8 bits (base/small_float.h), and a pair of 4-bit numbers; and
/// what they are computed in.
#pragma once
#include <cstdint>
#include <type_traits>

#include "framework/base/small_float.h"  // IWYU pragma: export

namespace llmsys {

/// Two numbers of 4 bits in a byte: one element of a packed tensor, so that strides and offsets count bytes.
struct U4x2 {
  uint8_t bits;  ///< the first number in the low half, the second in the high half

  /// Uninitialised; `U4x2{}` is twice zero.
  U4x2() = default;
  /// Two numbers, of which the low 4 bits count.
  constexpr U4x2(uint8_t first, uint8_t second) : bits(static_cast<uint8_t>((first & 15) | (second << 4))) {}
  /// The first number, 0 to 15.
  [[nodiscard]] constexpr uint8_t first() const { return bits & 15; }
  /// The second number, 0 to 15.
  [[nodiscard]] constexpr uint8_t second() const { return bits >> 4; }
  /// Whether both numbers agree.
  friend constexpr bool operator==(U4x2 a, U4x2 b) = default;
};

/// Whether T is one of the SmallFloats.
template <class T>
inline constexpr bool is_small_float = false;
/// It is.
template <int E, int M, bool kHasInfinity>
inline constexpr bool is_small_float<SmallFloat<E, M, kHasInfinity>> = true;

/// Whether T holds real numbers: float, double or a SmallFloat.
template <class T>
inline constexpr bool is_real = std::is_floating_point_v<T> || is_small_float<T>;

/// The type that arithmetic on elements of type T runs in: float for a SmallFloat, else T itself. Each element is widened
/// when it is loaded and rounded once when it is stored.
template <class T>
using Compute = std::conditional_t<is_small_float<T>, float, T>;

}  // namespace llmsys
