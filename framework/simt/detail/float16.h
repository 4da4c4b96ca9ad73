/// @file
/// What __half and __nv_bfloat16 have in common: arithmetic, comparisons and functions under CUDA's names, which are the same
/// for both. Everything is computed in float and rounded once to nearest even, which gives the bits that rounding the exact
/// result would (float has more than twice their digits); __hfma by way of double. NaN is always 0x7FFF, as on a GPU.
/// Functions such as hexp() may differ from a GPU's in the last bit.
#pragma once
#include "framework/simt/detail/rounding.h"

namespace llmsys::simt::detail {

/// A base of T that brings its pattern and its functions; those are found by their arguments.
template <class T, class Format>
class Float16 {
 public:
  Float16() = default;
  explicit __forceinline__ Float16(uint16_t bits) : bits_(bits) {}

  /// @name To numbers: the same, or for integers toward zero (what does not fit becomes the nearest that does). One function a
  /// type, not a template: g++ would overlook it in expressions.
  /// @{
  __forceinline__ operator float() const { return widened<Format>(bits_); }
  __forceinline__ operator char() const { return whole<char>(); }
  __forceinline__ operator signed char() const { return whole<signed char>(); }
  __forceinline__ operator unsigned char() const { return whole<unsigned char>(); }
  __forceinline__ operator short() const { return whole<short>(); }
  __forceinline__ operator unsigned short() const { return whole<unsigned short>(); }
  __forceinline__ operator int() const { return whole<int>(); }
  __forceinline__ operator unsigned() const { return whole<unsigned>(); }
  __forceinline__ operator long() const { return whole<long>(); }
  __forceinline__ operator unsigned long() const { return whole<unsigned long>(); }
  __forceinline__ operator long long() const { return whole<long long>(); }
  __forceinline__ operator unsigned long long() const { return whole<unsigned long long>(); }
  /// Whether it is not zero.
  __forceinline__ operator bool() const { return (bits_ & 0x7FFF) != 0; }
  /// @}

  /// @name Arithmetic
  /// @{
  friend __forceinline__ T operator+(T a, T b) { return T(float(a) + float(b)); }
  friend __forceinline__ T operator-(T a, T b) { return T(float(a) - float(b)); }
  friend __forceinline__ T operator*(T a, T b) { return T(float(a) * float(b)); }
  friend __forceinline__ T operator/(T a, T b) { return T(float(a) / float(b)); }
  friend __forceinline__ T operator+(T a) { return a; }
  friend __forceinline__ T operator-(T a) { return T(-float(a)); }
  friend __forceinline__ T& operator+=(T& a, T b) { return a = a + b; }
  friend __forceinline__ T& operator-=(T& a, T b) { return a = a - b; }
  friend __forceinline__ T& operator*=(T& a, T b) { return a = a * b; }
  friend __forceinline__ T& operator/=(T& a, T b) { return a = a / b; }
  friend __forceinline__ T& operator++(T& a) { return a = a + T(1.0F); }
  friend __forceinline__ T& operator--(T& a) { return a = a - T(1.0F); }
  friend __forceinline__ T __hadd(T a, T b) { return a + b; }
  friend __forceinline__ T __hsub(T a, T b) { return a - b; }
  friend __forceinline__ T __hmul(T a, T b) { return a * b; }
  friend __forceinline__ T __hdiv(T a, T b) { return a / b; }
  friend __forceinline__ T __hadd_rn(T a, T b) { return a + b; }
  friend __forceinline__ T __hsub_rn(T a, T b) { return a - b; }
  friend __forceinline__ T __hmul_rn(T a, T b) { return a * b; }
  friend __forceinline__ T __hneg(T a) { return -a; }
  friend __forceinline__ T __habs(T a) { return T(std::abs(float(a))); }
  /// a * b + c, rounded once.
  friend __forceinline__ T __hfma(T a, T b, T c) { return T(odd_sum(double(a) * double(b), double(c))); }
  friend __forceinline__ T __hfma_relu(T a, T b, T c) { return __hmax_nan(__hfma(a, b, c), T(0.0F)); }
  /// @}

  /// @name Arithmetic, limited to 0..1; NaN becomes 0
  /// @{
  friend __forceinline__ T __hadd_sat(T a, T b) { return saturated(a + b); }
  friend __forceinline__ T __hsub_sat(T a, T b) { return saturated(a - b); }
  friend __forceinline__ T __hmul_sat(T a, T b) { return saturated(a * b); }
  friend __forceinline__ T __hfma_sat(T a, T b, T c) { return saturated(__hfma(a, b, c)); }
  /// @}

  /// @name Comparisons: false if one is NaN; true in those with u
  /// @{
  friend __forceinline__ bool operator==(T a, T b) { return float(a) == float(b); }
  friend __forceinline__ bool operator<(T a, T b) { return float(a) < float(b); }
  friend __forceinline__ bool operator<=(T a, T b) { return float(a) <= float(b); }
  friend __forceinline__ bool operator>(T a, T b) { return float(a) > float(b); }
  friend __forceinline__ bool operator>=(T a, T b) { return float(a) >= float(b); }
  friend __forceinline__ bool __heq(T a, T b) { return a == b; }
  friend __forceinline__ bool __hne(T a, T b) { return a < b || a > b; }
  friend __forceinline__ bool __hlt(T a, T b) { return a < b; }
  friend __forceinline__ bool __hle(T a, T b) { return a <= b; }
  friend __forceinline__ bool __hgt(T a, T b) { return a > b; }
  friend __forceinline__ bool __hge(T a, T b) { return a >= b; }
  friend __forceinline__ bool __hequ(T a, T b) { return !__hne(a, b); }
  friend __forceinline__ bool __hneu(T a, T b) { return !(a == b); }
  friend __forceinline__ bool __hltu(T a, T b) { return !(a >= b); }
  friend __forceinline__ bool __hleu(T a, T b) { return !(a > b); }
  friend __forceinline__ bool __hgtu(T a, T b) { return !(a <= b); }
  friend __forceinline__ bool __hgeu(T a, T b) { return !(a < b); }
  friend __forceinline__ bool __hisnan(T a) { return (a.bits_ & 0x7FFF) > kInfinityBits<Format>; }
  /// 1 for infinity, -1 for minus infinity, else 0.
  friend __forceinline__ int __hisinf(T a) {
    const auto bits = a.bits_;
    return (bits & 0x7FFF) != kInfinityBits<Format> ? 0 : (bits >> 15 != 0 ? -1 : 1);
  }
  /// @}

  /// @name The larger and the smaller; -0 is below 0. Of a number and NaN: the number, or in those with nan: NaN
  /// @{
  friend __forceinline__ T __hmax(T a, T b) { return __hisnan(a) ? rounded_nan(b) : (below(a, b) ? b : a); }
  friend __forceinline__ T __hmin(T a, T b) { return __hisnan(a) ? rounded_nan(b) : (below(b, a) ? b : a); }
  friend __forceinline__ T __hmax_nan(T a, T b) { return __hisnan(a) || __hisnan(b) ? nan() : __hmax(a, b); }
  friend __forceinline__ T __hmin_nan(T a, T b) { return __hisnan(a) || __hisnan(b) ? nan() : __hmin(a, b); }
  /// @}

  /// @name Functions
  /// @{
  friend __forceinline__ T hsqrt(T a) { return T(std::sqrt(float(a))); }
  friend __forceinline__ T hrsqrt(T a) { return T(1.0 / std::sqrt(double(a))); }
  friend __forceinline__ T hrcp(T a) { return T(1.0F / float(a)); }
  friend __forceinline__ T hexp(T a) { return T(std::exp(float(a))); }
  friend __forceinline__ T hexp2(T a) { return T(std::exp2(float(a))); }
  friend __forceinline__ T hexp10(T a) { return T(std::pow(10.0, double(a))); }
  friend __forceinline__ T hlog(T a) { return T(std::log(float(a))); }
  friend __forceinline__ T hlog2(T a) { return T(std::log2(float(a))); }
  friend __forceinline__ T hlog10(T a) { return T(std::log10(float(a))); }
  friend __forceinline__ T hsin(T a) { return T(std::sin(float(a))); }
  friend __forceinline__ T hcos(T a) { return T(std::cos(float(a))); }
  friend __forceinline__ T htanh(T a) { return T(std::tanh(float(a))); }
  friend __forceinline__ T htanh_approx(T a) { return htanh(a); }
  friend __forceinline__ T htrunc(T a) { return T(std::trunc(float(a))); }
  friend __forceinline__ T hceil(T a) { return T(std::ceil(float(a))); }
  friend __forceinline__ T hfloor(T a) { return T(std::floor(float(a))); }
  friend __forceinline__ T hrint(T a) { return T(std::nearbyint(float(a))); }
  /// @}

 private:
  template <class Int>
  __forceinline__ Int whole() const {
    return to_integer<Int, Rounding::zero>(widened<Format>(bits_));
  }
  static __forceinline__ T nan() { return std::bit_cast<T>(kNanBits); }
  static __forceinline__ T rounded_nan(T a) { return __hisnan(a) ? nan() : a; }
  static __forceinline__ T saturated(T a) { return __hmin(__hmax(a, T(0.0F)), T(1.0F)); }
  static __forceinline__ bool below(T a, T b) {
    return a < b || (a == b && a.bits_ > b.bits_);  // of two zeros, the pattern of -0 is the larger
  }

  uint16_t bits_;
};

}  // namespace llmsys::simt::detail
