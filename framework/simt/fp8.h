/// @file
/// Floats of 8 bits under CUDA's names: __nv_fp8_e4m3 (448 is the largest, no infinity) and __nv_fp8_e5m2 (57344), alone, in
/// pairs (__nv_fp8x2_e4m3) and in fours. They are for storage: conversions are explicit, arithmetic there is none.
///
/// All conversions round once to nearest even. The types stop at the largest number; __nv_cvt_float_to_fp8() and its like
/// take __NV_NOSAT to get infinity (E5M2) or NaN (E4M3) instead. NaN becomes 0x7F.
#pragma once
#include <type_traits>

#include "framework/simt/bfloat16.h"
#include "framework/simt/half.h"

using __nv_fp8_storage_t = unsigned char;     ///< a pattern
using __nv_fp8x2_storage_t = unsigned short;  ///< two patterns, x in the low byte
using __nv_fp8x4_storage_t = unsigned;        ///< four patterns, x in the lowest byte
/// What becomes of numbers that are too large.
enum __nv_saturation_t {
  __NV_NOSAT,     ///< infinity or NaN
  __NV_SATFINITE  ///< the largest number
};
/// Which of the formats a pattern is of.
enum __nv_fp8_interpretation_t {
  __NV_E4M3,  ///< 4 bits of exponent, 3 of mantissa
  __NV_E5M2   ///< 5 and 2
};

namespace llmsys::simt::detail {

/// The pattern of the number next to `value`.
template <class Format, class T>
__forceinline__ __nv_fp8_storage_t rounded_to_8(T value, __nv_saturation_t saturate) {
  constexpr bool kHasInfinity = std::is_same_v<Format, Float8E5M2>;
  constexpr T kLastToRoundDown = 464;  // of E4M3: half way between 448 and what would follow
  if (value != value) return 0x7F;
  const uint8_t bits = Format(value).bits;
  if (kHasInfinity && saturate == __NV_SATFINITE && (bits & 0x7F) == 0x7C) return bits - 1;
  if (!kHasInfinity && saturate == __NV_NOSAT && std::abs(value) > kLastToRoundDown) return bits | 0x7F;
  return bits;
}

template <class Format>
__forceinline__ float widened_from_8(__nv_fp8_storage_t bits) {
  return static_cast<float>(Format::from_bits(bits));
}

/// One number.
template <class Format>
struct Float8 {
  __nv_fp8_storage_t __x;  ///< the pattern
  Float8() = default;
  template <Arithmetic T>
  explicit __forceinline__ Float8(T value) {
    if constexpr (std::floating_point<T>) __x = rounded_to_8<Format>(value, __NV_SATFINITE);
    if constexpr (std::integral<T>) __x = rounded_to_8<Format>(static_cast<float>(value), __NV_SATFINITE);
  }
  explicit __forceinline__ Float8(__half value) : Float8(float(value)) {}
  explicit __forceinline__ Float8(__nv_bfloat16 value) : Float8(float(value)) {}
  template <std::floating_point T>
  explicit __forceinline__ operator T() const {
    return static_cast<T>(widened_from_8<Format>(__x));
  }
  template <std::integral T>
  explicit __forceinline__ operator T() const {
    return to_integer<T, Rounding::zero>(float(*this));
  }
  explicit __forceinline__ operator bool() const { return (__x & 0x7F) != 0; }
  explicit __forceinline__ operator __half() const { return __half(float(*this)); }
  explicit __forceinline__ operator __nv_bfloat16() const { return __nv_bfloat16(float(*this)); }
};

/// Two.
template <class Format>
struct Float8x2 {
  __nv_fp8x2_storage_t __x;  ///< both patterns
  Float8x2() = default;
  explicit __forceinline__ Float8x2(float2 a) {
    const unsigned low = Float8<Format>(a.x).__x, high = Float8<Format>(a.y).__x;
    __x = static_cast<__nv_fp8x2_storage_t>(low | high << 8);
  }
  explicit __forceinline__ Float8x2(__half2 a) : Float8x2(__half22float2(a)) {}
  explicit __forceinline__ Float8x2(__nv_bfloat162 a) : Float8x2(__bfloat1622float2(a)) {}
  explicit __forceinline__ operator float2() const {
    return {widened_from_8<Format>(__x & 0xFF), widened_from_8<Format>(static_cast<__nv_fp8_storage_t>(__x >> 8))};
  }
  explicit __forceinline__ operator __half2() const { return __float22half2_rn(float2(*this)); }
};

/// Four.
template <class Format>
struct Float8x4 {
  __nv_fp8x4_storage_t __x;  ///< all patterns
  Float8x4() = default;
  explicit __forceinline__ Float8x4(float4 a) {
    const unsigned low = Float8x2<Format>(float2(a.x, a.y)).__x, high = Float8x2<Format>(float2(a.z, a.w)).__x;
    __x = low | high << 16;
  }
  __forceinline__ Float8x4(__half2 low, __half2 high)
      : Float8x4(float4(float(low.x), float(low.y), float(high.x), float(high.y))) {}
  explicit __forceinline__ operator float4() const {
    Float8x2<Format> low, high;
    low.__x = static_cast<__nv_fp8x2_storage_t>(__x), high.__x = static_cast<__nv_fp8x2_storage_t>(__x >> 16);
    const float2 first = float2(low), second = float2(high);
    return {first.x, first.y, second.x, second.y};
  }
};

}  // namespace llmsys::simt::detail

/// 4 significant bits, 0.002 to 448; no infinity.
struct __nv_fp8_e4m3 : llmsys::simt::detail::Float8<llmsys::Float8E4M3> {
  using Float8::Float8;
};
/// 3 significant bits, 1.5e-5 to 57344.
struct __nv_fp8_e5m2 : llmsys::simt::detail::Float8<llmsys::Float8E5M2> {
  using Float8::Float8;
};
/// Two __nv_fp8_e4m3 in 2 bytes: from and to float2 and __half2.
struct __nv_fp8x2_e4m3 : llmsys::simt::detail::Float8x2<llmsys::Float8E4M3> {
  using Float8x2::Float8x2;
};
/// Two __nv_fp8_e5m2 in 2 bytes.
struct __nv_fp8x2_e5m2 : llmsys::simt::detail::Float8x2<llmsys::Float8E5M2> {
  using Float8x2::Float8x2;
};
/// Four __nv_fp8_e4m3 in 4 bytes: from and to float4.
struct __nv_fp8x4_e4m3 : llmsys::simt::detail::Float8x4<llmsys::Float8E4M3> {
  using Float8x4::Float8x4;
};
/// Four __nv_fp8_e5m2 in 4 bytes.
struct __nv_fp8x4_e5m2 : llmsys::simt::detail::Float8x4<llmsys::Float8E5M2> {
  using Float8x4::Float8x4;
};

/// The pattern of x, rounded to nearest even.
__forceinline__ __nv_fp8_storage_t __nv_cvt_float_to_fp8(float x, __nv_saturation_t saturate,
                                                         __nv_fp8_interpretation_t format) {
  using namespace llmsys;
  return format == __NV_E4M3 ? simt::detail::rounded_to_8<Float8E4M3>(x, saturate)
                             : simt::detail::rounded_to_8<Float8E5M2>(x, saturate);
}
/// Likewise from double, rounded once.
__forceinline__ __nv_fp8_storage_t __nv_cvt_double_to_fp8(double x, __nv_saturation_t saturate,
                                                          __nv_fp8_interpretation_t format) {
  using namespace llmsys;
  return format == __NV_E4M3 ? simt::detail::rounded_to_8<Float8E4M3>(x, saturate)
                             : simt::detail::rounded_to_8<Float8E5M2>(x, saturate);
}
/// Two at once.
__forceinline__ __nv_fp8x2_storage_t __nv_cvt_float2_to_fp8x2(float2 x, __nv_saturation_t saturate,
                                                              __nv_fp8_interpretation_t format) {
  const unsigned low = __nv_cvt_float_to_fp8(x.x, saturate, format),
                 high = __nv_cvt_float_to_fp8(x.y, saturate, format);
  return static_cast<__nv_fp8x2_storage_t>(low | high << 8);
}
/// The number of this pattern, exactly. (CUDA's returns a __half_raw, which turns into a __half by itself.)
__forceinline__ __half __nv_cvt_fp8_to_halfraw(__nv_fp8_storage_t x, __nv_fp8_interpretation_t format) {
  using namespace llmsys;
  return format == __NV_E4M3 ? __half(simt::detail::widened_from_8<Float8E4M3>(x))
                             : __half(simt::detail::widened_from_8<Float8E5M2>(x));
}
