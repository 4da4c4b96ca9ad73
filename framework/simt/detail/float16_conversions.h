/// @file
/// CUDA's conversions of __half and __nv_bfloat16: the same under two names, so they are written once.
#pragma once
#include "framework/simt/detail/float16.h"
#include "framework/simt/vector_types.h"

// To and from one type of integer: __int2half_rn(), __half2int_rn() and so on.
#define LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, Int, int)                          \
  __forceinline__ T __##int##2##half##_rn(Int a) { return T(a); }                \
  __forceinline__ Int __##half##2##int##_rn(T a) {                               \
    using namespace llmsys::simt::detail;                                        \
    return to_integer<Int, Rounding::nearest>(float(a));                         \
  }                                                                              \
  __forceinline__ Int __##half##2##int##_rz(T a) { return static_cast<Int>(a); } \
  __forceinline__ Int __##half##2##int##_rd(T a) {                               \
    using namespace llmsys::simt::detail;                                        \
    return to_integer<Int, Rounding::down>(float(a));                            \
  }                                                                              \
  __forceinline__ Int __##half##2##int##_ru(T a) {                               \
    using namespace llmsys::simt::detail;                                        \
    return to_integer<Int, Rounding::up>(float(a));                              \
  }

// __float2half_rz(), with Rounding::zero.
#define LLMSYS_SIMT_FLOAT16_ROUNDED_(T, name, Format, rounding)         \
  __forceinline__ T name(float a) {                                     \
    using namespace llmsys::simt::detail;                               \
    return std::bit_cast<T>(rounded_to<Format, Rounding::rounding>(a)); \
  }

// All of them, for a type T of the given format; `half` is its name inside of names: half or bfloat16.
#define LLMSYS_SIMT_FLOAT16_CONVERSIONS_(T, half, Format)                                               \
  __forceinline__ T __float2##half(float a) { return T(a); }                                            \
  __forceinline__ T __float2##half##_rn(float a) { return T(a); }                                       \
  LLMSYS_SIMT_FLOAT16_ROUNDED_(T, __float2##half##_rz, Format, zero)                                    \
  LLMSYS_SIMT_FLOAT16_ROUNDED_(T, __float2##half##_rd, Format, down)                                    \
  LLMSYS_SIMT_FLOAT16_ROUNDED_(T, __float2##half##_ru, Format, up)                                      \
  __forceinline__ T __double2##half(double a) { return T(a); }                                          \
  __forceinline__ float __##half##2float(T a) { return float(a); }                                      \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, short, short)                                                   \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, unsigned short, ushort)                                         \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, int, int)                                                       \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, unsigned, uint)                                                 \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, long long, ll)                                                  \
  LLMSYS_SIMT_FLOAT16_INTEGER_(T, half, unsigned long long, ull)                                        \
  __forceinline__ unsigned short __##half##_as_ushort(T a) { return std::bit_cast<unsigned short>(a); } \
  __forceinline__ short __##half##_as_short(T a) { return std::bit_cast<short>(a); }                    \
  __forceinline__ T __ushort_as_##half(unsigned short a) { return std::bit_cast<T>(a); }                \
  __forceinline__ T __short_as_##half(short a) { return std::bit_cast<T>(a); }                          \
  __forceinline__ T##2 make_##half##2(T x, T y) { return {x, y}; }                                      \
  __forceinline__ T##2 __halves2##half##2(T a, T b) { return {a, b}; }                                  \
  __forceinline__ T##2 __##half##2##half##2(T a) { return {a, a}; }                                     \
  __forceinline__ T __low2##half(T##2 a) { return a.x; }                                                \
  __forceinline__ T __high2##half(T##2 a) { return a.y; }                                               \
  __forceinline__ T##2 __low2##half##2(T##2 a) { return {a.x, a.x}; }                                   \
  __forceinline__ T##2 __high2##half##2(T##2 a) { return {a.y, a.y}; }                                  \
  __forceinline__ T##2 __lows2##half##2(T##2 a, T##2 b) { return {a.x, b.x}; }                          \
  __forceinline__ T##2 __highs2##half##2(T##2 a, T##2 b) { return {a.y, b.y}; }                         \
  __forceinline__ T##2 __float2##half##2_rn(float a) { return {T(a), T(a)}; }                           \
  __forceinline__ T##2 __floats2##half##2_rn(float a, float b) { return {T(a), T(b)}; }                 \
  __forceinline__ T##2 __float22##half##2_rn(float2 a) { return {T(a.x), T(a.y)}; }                     \
  __forceinline__ float2 __##half##22float2(T##2 a) { return {float(a.x), float(a.y)}; }
