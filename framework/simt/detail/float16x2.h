/// @file
/// What __half2 and __nv_bfloat162 have in common: the functions of detail/float16.h on both numbers at once.
#pragma once
#include "framework/simt/detail/float16.h"

namespace llmsys::simt::detail {

// name2: 1 or 0 in each half; name2_mask: 0xFFFF or 0 in each half; hbname2: whether both are so.
#define LLMSYS_SIMT_COMPARE_BOTH_(name)                                                   \
  friend __forceinline__ T2 __h##name##2(T2 a, T2 b) {                                    \
    return {T(__h##name(a.x, b.x) ? 1.0F : 0.0F), T(__h##name(a.y, b.y) ? 1.0F : 0.0F)};  \
  }                                                                                       \
  friend __forceinline__ unsigned __h##name##2_mask(T2 a, T2 b) {                         \
    return (__h##name(a.x, b.x) ? 0xFFFFU : 0) | (__h##name(a.y, b.y) ? 0xFFFF0000U : 0); \
  }                                                                                       \
  friend __forceinline__ bool __hb##name##2(T2 a, T2 b) { return __h##name(a.x, b.x) && __h##name(a.y, b.y); }

/// A base of T2, which has members x and y of type T.
template <class T2, class T>
struct Float16x2 {
  /// @name Arithmetic
  /// @{
  friend __forceinline__ T2 operator+(T2 a, T2 b) { return {a.x + b.x, a.y + b.y}; }
  friend __forceinline__ T2 operator-(T2 a, T2 b) { return {a.x - b.x, a.y - b.y}; }
  friend __forceinline__ T2 operator*(T2 a, T2 b) { return {a.x * b.x, a.y * b.y}; }
  friend __forceinline__ T2 operator/(T2 a, T2 b) { return {a.x / b.x, a.y / b.y}; }
  friend __forceinline__ T2 operator+(T2 a) { return a; }
  friend __forceinline__ T2 operator-(T2 a) { return {-a.x, -a.y}; }
  friend __forceinline__ T2& operator+=(T2& a, T2 b) { return a = a + b; }
  friend __forceinline__ T2& operator-=(T2& a, T2 b) { return a = a - b; }
  friend __forceinline__ T2& operator*=(T2& a, T2 b) { return a = a * b; }
  friend __forceinline__ T2& operator/=(T2& a, T2 b) { return a = a / b; }
  friend __forceinline__ T2 __hadd2(T2 a, T2 b) { return a + b; }
  friend __forceinline__ T2 __hsub2(T2 a, T2 b) { return a - b; }
  friend __forceinline__ T2 __hmul2(T2 a, T2 b) { return a * b; }
  friend __forceinline__ T2 __h2div(T2 a, T2 b) { return a / b; }
  friend __forceinline__ T2 __hadd2_rn(T2 a, T2 b) { return a + b; }
  friend __forceinline__ T2 __hsub2_rn(T2 a, T2 b) { return a - b; }
  friend __forceinline__ T2 __hmul2_rn(T2 a, T2 b) { return a * b; }
  friend __forceinline__ T2 __hneg2(T2 a) { return -a; }
  friend __forceinline__ T2 __habs2(T2 a) { return {__habs(a.x), __habs(a.y)}; }
  friend __forceinline__ T2 __hfma2(T2 a, T2 b, T2 c) { return {__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y)}; }
  friend __forceinline__ T2 __hfma2_relu(T2 a, T2 b, T2 c) {
    return {__hfma_relu(a.x, b.x, c.x), __hfma_relu(a.y, b.y, c.y)};
  }
  friend __forceinline__ T2 __hadd2_sat(T2 a, T2 b) { return {__hadd_sat(a.x, b.x), __hadd_sat(a.y, b.y)}; }
  friend __forceinline__ T2 __hsub2_sat(T2 a, T2 b) { return {__hsub_sat(a.x, b.x), __hsub_sat(a.y, b.y)}; }
  friend __forceinline__ T2 __hmul2_sat(T2 a, T2 b) { return {__hmul_sat(a.x, b.x), __hmul_sat(a.y, b.y)}; }
  friend __forceinline__ T2 __hfma2_sat(T2 a, T2 b, T2 c) {
    return {__hfma_sat(a.x, b.x, c.x), __hfma_sat(a.y, b.y, c.y)};
  }
  /// Product of complex numbers x + iy, plus c: four rounded multiply-adds, real part first.
  friend __forceinline__ T2 __hcmadd(T2 a, T2 b, T2 c) {
    return {__hfma(-a.y, b.y, __hfma(a.x, b.x, c.x)), __hfma(a.y, b.x, __hfma(a.x, b.y, c.y))};
  }
  /// @}

  /// @name Comparisons
  /// @{
  LLMSYS_SIMT_COMPARE_BOTH_(eq)
  LLMSYS_SIMT_COMPARE_BOTH_(ne)
  LLMSYS_SIMT_COMPARE_BOTH_(lt)
  LLMSYS_SIMT_COMPARE_BOTH_(le)
  LLMSYS_SIMT_COMPARE_BOTH_(gt)
  LLMSYS_SIMT_COMPARE_BOTH_(ge)
  LLMSYS_SIMT_COMPARE_BOTH_(equ)
  LLMSYS_SIMT_COMPARE_BOTH_(neu)
  LLMSYS_SIMT_COMPARE_BOTH_(ltu)
  LLMSYS_SIMT_COMPARE_BOTH_(leu)
  LLMSYS_SIMT_COMPARE_BOTH_(gtu)
  LLMSYS_SIMT_COMPARE_BOTH_(geu)
  friend __forceinline__ bool operator==(T2 a, T2 b) { return __hbeq2(a, b); }
  friend __forceinline__ bool operator!=(T2 a, T2 b) { return __hbneu2(a, b); }
  friend __forceinline__ bool operator<(T2 a, T2 b) { return __hblt2(a, b); }
  friend __forceinline__ bool operator<=(T2 a, T2 b) { return __hble2(a, b); }
  friend __forceinline__ bool operator>(T2 a, T2 b) { return __hbgt2(a, b); }
  friend __forceinline__ bool operator>=(T2 a, T2 b) { return __hbge2(a, b); }
  friend __forceinline__ T2 __hisnan2(T2 a) { return {T(__hisnan(a.x) ? 1.0F : 0.0F), T(__hisnan(a.y) ? 1.0F : 0.0F)}; }
  friend __forceinline__ T2 __hmax2(T2 a, T2 b) { return {__hmax(a.x, b.x), __hmax(a.y, b.y)}; }
  friend __forceinline__ T2 __hmin2(T2 a, T2 b) { return {__hmin(a.x, b.x), __hmin(a.y, b.y)}; }
  friend __forceinline__ T2 __hmax2_nan(T2 a, T2 b) { return {__hmax_nan(a.x, b.x), __hmax_nan(a.y, b.y)}; }
  friend __forceinline__ T2 __hmin2_nan(T2 a, T2 b) { return {__hmin_nan(a.x, b.x), __hmin_nan(a.y, b.y)}; }
  /// @}

  /// @name Halves
  /// @{
  friend __forceinline__ float __low2float(T2 a) { return float(a.x); }
  friend __forceinline__ float __high2float(T2 a) { return float(a.y); }
  friend __forceinline__ T2 __lowhigh2highlow(T2 a) { return {a.y, a.x}; }
  /// @}

  /// @name Functions
  /// @{
  friend __forceinline__ T2 h2sqrt(T2 a) { return {hsqrt(a.x), hsqrt(a.y)}; }
  friend __forceinline__ T2 h2rsqrt(T2 a) { return {hrsqrt(a.x), hrsqrt(a.y)}; }
  friend __forceinline__ T2 h2rcp(T2 a) { return {hrcp(a.x), hrcp(a.y)}; }
  friend __forceinline__ T2 h2exp(T2 a) { return {hexp(a.x), hexp(a.y)}; }
  friend __forceinline__ T2 h2exp2(T2 a) { return {hexp2(a.x), hexp2(a.y)}; }
  friend __forceinline__ T2 h2exp10(T2 a) { return {hexp10(a.x), hexp10(a.y)}; }
  friend __forceinline__ T2 h2log(T2 a) { return {hlog(a.x), hlog(a.y)}; }
  friend __forceinline__ T2 h2log2(T2 a) { return {hlog2(a.x), hlog2(a.y)}; }
  friend __forceinline__ T2 h2log10(T2 a) { return {hlog10(a.x), hlog10(a.y)}; }
  friend __forceinline__ T2 h2sin(T2 a) { return {hsin(a.x), hsin(a.y)}; }
  friend __forceinline__ T2 h2cos(T2 a) { return {hcos(a.x), hcos(a.y)}; }
  friend __forceinline__ T2 h2tanh(T2 a) { return {htanh(a.x), htanh(a.y)}; }
  friend __forceinline__ T2 h2tanh_approx(T2 a) { return h2tanh(a); }
  friend __forceinline__ T2 h2trunc(T2 a) { return {htrunc(a.x), htrunc(a.y)}; }
  friend __forceinline__ T2 h2ceil(T2 a) { return {hceil(a.x), hceil(a.y)}; }
  friend __forceinline__ T2 h2floor(T2 a) { return {hfloor(a.x), hfloor(a.y)}; }
  friend __forceinline__ T2 h2rint(T2 a) { return {hrint(a.x), hrint(a.y)}; }
  /// @}
};

#undef LLMSYS_SIMT_COMPARE_BOTH_

}  // namespace llmsys::simt::detail
