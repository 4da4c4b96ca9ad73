/// @file
/// What kernels compute with beyond the C library, under CUDA's names. Functions that a GPU approximates (__expf, rsqrtf) are
/// computed here as exactly as the C library does; so compare results with a tolerance that leaves room for the GPU's error.
#pragma once
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "framework/simt/bit_math.h"
#include "framework/simt/cache_hints.h"
#include "framework/simt/detail/rounding.h"
#include "framework/simt/qualifiers.h"

/// @{ Of any two numbers: of int and unsigned as unsigned, of a number and NaN the number.
template <class A, class B>
requires std::is_arithmetic_v<A> && std::is_arithmetic_v<B> __forceinline__ constexpr auto min(A a, B b) {
  using T = std::common_type_t<A, B>;
  const T x = static_cast<T>(a), y = static_cast<T>(b);
  return ((y < x) | (x != x)) ? y : x;  // not ||: without a branch
}
template <class A, class B>
requires std::is_arithmetic_v<A> && std::is_arithmetic_v<B> __forceinline__ constexpr auto max(A a, B b) {
  using T = std::common_type_t<A, B>;
  const T x = static_cast<T>(a), y = static_cast<T>(b);
  return ((y > x) | (x != x)) ? y : x;
}
/// What fminf and fmaxf are made to mean: g++ would call the C library, which a softmax does for every number.
__forceinline__ float llmsys_fminf(float a, float b) { return ::min(a, b); }
__forceinline__ float llmsys_fmaxf(float a, float b) { return ::max(a, b); }
/// See llmsys_fminf().
#define fminf llmsys_fminf
/// See llmsys_fmaxf().
#define fmaxf llmsys_fmaxf
/// @}

/// @{ Kinds of numbers: CUDA's headers have them without std::, whatever a program includes.
using std::isfinite;
using std::isinf;
using std::isnan;
using std::signbit;
/// @}

/// @{ What the name says without the underscores; on a GPU good to a few units in the last place.
__forceinline__ float __expf(float x) { return std::exp(x); }
__forceinline__ float __exp10f(float x) { return std::pow(10.0F, x); }
__forceinline__ float __logf(float x) { return std::log(x); }
__forceinline__ float __log2f(float x) { return std::log2(x); }
__forceinline__ float __log10f(float x) { return std::log10(x); }
__forceinline__ float __powf(float x, float y) { return std::pow(x, y); }
__forceinline__ float __sinf(float x) { return std::sin(x); }
__forceinline__ float __cosf(float x) { return std::cos(x); }
__forceinline__ float __tanf(float x) { return std::tan(x); }
__forceinline__ float __tanhf(float x) { return std::tanh(x); }
__forceinline__ void __sincosf(float x, float* sine, float* cosine) { *sine = std::sin(x), *cosine = std::cos(x); }
__forceinline__ float __fdividef(float x, float y) { return x / y; }
__forceinline__ float fdividef(float x, float y) { return x / y; }
/// @}

/// @{ r: the reciprocal of; sqrt, cbrt: square and cube root; hypot, norm: the root of the sum of squares.
__forceinline__ float rsqrtf(float x) { return 1.0F / std::sqrt(x); }
__forceinline__ double rsqrt(double x) { return 1.0 / std::sqrt(x); }
__forceinline__ float rcbrtf(float x) { return 1.0F / std::cbrt(x); }
__forceinline__ double rcbrt(double x) { return 1.0 / std::cbrt(x); }
__forceinline__ float rhypotf(float x, float y) { return 1.0F / std::hypot(x, y); }
__forceinline__ double rhypot(double x, double y) { return 1.0 / std::hypot(x, y); }
__forceinline__ float norm4df(float x, float y, float z, float w) {
  const double a = x, b = y, c = z, d = w;
  return static_cast<float>(std::sqrt(a * a + b * b + c * c + d * d));
}
__forceinline__ float norm3df(float x, float y, float z) { return norm4df(x, y, z, 0); }
__forceinline__ double norm3d(double x, double y, double z) { return std::hypot(x, y, z); }
__forceinline__ float rnorm3df(float x, float y, float z) { return 1.0F / norm3df(x, y, z); }
__forceinline__ double norm4d(double x, double y, double z, double w) { return std::hypot(std::hypot(x, y), z, w); }
__forceinline__ float rnorm4df(float x, float y, float z, float w) { return 1.0F / norm4df(x, y, z, w); }
/// @}

/// Limited to 0..1; NaN becomes 0.
__forceinline__ float __saturatef(float x) { return ::min(::max(x, 0.0F), 1.0F); }
/// Share of a standard normal distribution below x.
__forceinline__ float normcdff(float x) { return 0.5F * std::erfc(-x * 0.70710678F); }
/// Share of a standard normal distribution below x.
__forceinline__ double normcdf(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752); }
#if !defined(__GLIBC__) || !__GLIBC_PREREQ(2, 41)  // later ones have them
/// sin(pi x)
__forceinline__ float sinpif(float x) { return static_cast<float>(std::sin(3.14159265358979324 * std::fmod(x, 2.0F))); }
/// cos(pi x)
__forceinline__ float cospif(float x) { return static_cast<float>(std::cos(3.14159265358979324 * std::fmod(x, 2.0F))); }
#endif
/// Both at once.
__forceinline__ void sincospif(float x, float* sine, float* cosine) { *sine = sinpif(x), *cosine = cospif(x); }

/// @{ Rounded to nearest even, and never joined into a fused multiply-add; fma is one: rounded once.
__forceinline__ float __fadd_rn(float x, float y) { return x + y; }
__forceinline__ float __fsub_rn(float x, float y) { return x - y; }
__forceinline__ float __fmul_rn(float x, float y) { return x * y; }
__forceinline__ float __fdiv_rn(float x, float y) { return x / y; }
__forceinline__ float __frcp_rn(float x) { return 1.0F / x; }
__forceinline__ float __fsqrt_rn(float x) { return std::sqrt(x); }
__forceinline__ float __frsqrt_rn(float x) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(x))); }
__forceinline__ float __fmaf_rn(float x, float y, float z) { return std::fma(x, y, z); }
__forceinline__ double __dadd_rn(double x, double y) { return x + y; }
__forceinline__ double __dsub_rn(double x, double y) { return x - y; }
__forceinline__ double __dmul_rn(double x, double y) { return x * y; }
__forceinline__ double __ddiv_rn(double x, double y) { return x / y; }
__forceinline__ double __drcp_rn(double x) { return 1.0 / x; }
__forceinline__ double __dsqrt_rn(double x) { return std::sqrt(x); }
__forceinline__ double __fma_rn(double x, double y, double z) { return std::fma(x, y, z); }
/// @}

/// @{ To nearest even.
__forceinline__ float __int2float_rn(int x) { return static_cast<float>(x); }
__forceinline__ float __uint2float_rn(unsigned x) { return static_cast<float>(x); }
__forceinline__ float __ll2float_rn(long long x) { return static_cast<float>(x); }
__forceinline__ float __ull2float_rn(unsigned long long x) { return static_cast<float>(x); }
__forceinline__ double __int2double_rn(int x) { return static_cast<double>(x); }
__forceinline__ double __uint2double_rn(unsigned x) { return static_cast<double>(x); }
__forceinline__ double __ll2double_rn(long long x) { return static_cast<double>(x); }
__forceinline__ double __ull2double_rn(unsigned long long x) { return static_cast<double>(x); }
__forceinline__ float __double2float_rn(double x) { return static_cast<float>(x); }
/// @}

// __float2int_rn() and so on: to nearest even, _rz toward zero, _rd down, _ru up. What does not fit becomes the nearest that
// does; NaN 0.
#define LLMSYS_SIMT_FLOAT_TO_INTEGER_(Float, float, Int, int)                                     \
  __forceinline__ Int __##float##2##int##_rn(Float x) {                                           \
    return ::llmsys::simt::detail::to_integer<Int, ::llmsys::simt::detail::Rounding::nearest>(x); \
  }                                                                                               \
  __forceinline__ Int __##float##2##int##_rz(Float x) {                                           \
    return ::llmsys::simt::detail::to_integer<Int, ::llmsys::simt::detail::Rounding::zero>(x);    \
  }                                                                                               \
  __forceinline__ Int __##float##2##int##_rd(Float x) {                                           \
    return ::llmsys::simt::detail::to_integer<Int, ::llmsys::simt::detail::Rounding::down>(x);    \
  }                                                                                               \
  __forceinline__ Int __##float##2##int##_ru(Float x) {                                           \
    return ::llmsys::simt::detail::to_integer<Int, ::llmsys::simt::detail::Rounding::up>(x);      \
  }
LLMSYS_SIMT_FLOAT_TO_INTEGER_(float, float, int, int)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(float, float, unsigned, uint)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(float, float, long long, ll)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(float, float, unsigned long long, ull)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(double, double, int, int)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(double, double, unsigned, uint)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(double, double, long long, ll)
LLMSYS_SIMT_FLOAT_TO_INTEGER_(double, double, unsigned long long, ull)
#undef LLMSYS_SIMT_FLOAT_TO_INTEGER_
