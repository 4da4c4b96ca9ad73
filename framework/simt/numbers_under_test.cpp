// Compiled twice: as namespace `ours` with the emulator's headers, as namespace `nvidias` with the toolkit's.
#include "framework/simt/numbers_under_test.h"

#include <cmath>
#include <cstring>
#ifdef LLMSYS_NVIDIAS_HEADERS
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>
#include <vector_types.h>
namespace nvidias {
#else
#include "framework/simt/bfloat16.h"
#include "framework/simt/fp8.h"
#include "framework/simt/half.h"
namespace ours {
#endif
namespace {

template <class T>
T from_pattern(uint16_t pattern) {
  T out;
  std::memcpy(static_cast<void*>(&out), &pattern, sizeof pattern);
  return out;
}

template <class T>
uint64_t pattern_of(T value) {
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(value)) return kNan;
  uint64_t out = 0;
  std::memcpy(&out, static_cast<const void*>(&value), sizeof value);
  return out;
}

template <class... T>
Results results(T... values) {
  return {pattern_of(values)...};
}

void append(Results& all, const Results& more) { all.insert(all.end(), more.begin(), more.end()); }

// What has the same name for both types.
template <class T>
Results of_one(T a) {
  return results(float(a), -a, __hneg(a), __habs(a), __hisnan(a), __hisinf(a), static_cast<int>(a),
                 static_cast<unsigned>(a), static_cast<short>(a), static_cast<unsigned short>(a),
                 static_cast<long long>(a), static_cast<unsigned long long>(a), static_cast<signed char>(a),
                 static_cast<unsigned char>(a), static_cast<bool>(a));
}

// NVIDIA's host code, unlike its GPUs, takes the first of two zeros for the larger, and for the smaller.
template <class T>
Results of_two_with_nan(T a, T b) {
  if (float(a) == 0 && float(b) == 0) return {};
  return results(__hmax_nan(a, b), __hmin_nan(a, b));
}

template <class T>
Results of_two(T a, T b) {
  return results(a + b, a - b, a * b, a / b, __hadd(a, b), __hsub(a, b), __hmul(a, b), __hdiv(a, b), __hadd_sat(a, b),
                 __hsub_sat(a, b), __hmul_sat(a, b), __hmax(a, b), __hmin(a, b), a == b, a != b, a<b, a <= b, a> b,
                 a >= b, __heq(a, b), __hne(a, b), __hlt(a, b), __hle(a, b), __hgt(a, b), __hge(a, b), __hequ(a, b),
                 __hneu(a, b), __hltu(a, b), __hleu(a, b), __hgtu(a, b), __hgeu(a, b));
}

template <class T2>
Results of_pairs(T2 a, T2 b) {
  return results(__hadd2(a, b), __hsub2(a, b), __hmul2(a, b), __h2div(a, b), __habs2(a), __hneg2(a), __hmax2(a, b),
                 __hmin2(a, b), __hadd2_sat(a, b), __heq2(a, b), __hneu2(a, b), __hlt2_mask(a, b), __hgeu2_mask(a, b),
                 __hble2(a, b), __hbne2(a, b), __hbneu2(a, b), a == b, a != b, a < b, __hisnan2(a),
                 __lowhigh2highlow(a), __low2float(a), __high2float(b));
}

}  // namespace

Results of_pattern(uint16_t a) {
  Results out = of_one(from_pattern<__half>(a));
  append(out, of_one(from_pattern<__nv_bfloat16>(a)));
  const auto h = from_pattern<__half>(a);
  append(out, results(__half2float(h), __half2int_rz(h), __half2uint_rz(h), __half2ll_rz(h), __half2ull_rz(h),
                      __half2short_rz(h), __half2ushort_rz(h), __half_as_ushort(h), __half_as_short(h), __half2half2(h),
                      __nv_fp8_e4m3(h).__x, __nv_fp8_e5m2(h).__x));
  const auto b = from_pattern<__nv_bfloat16>(a);
  append(out, results(__bfloat162float(b), __bfloat162int_rz(b), __bfloat162uint_rz(b), __bfloat162ll_rz(b),
                      __bfloat162ull_rz(b), __bfloat16_as_ushort(b), __bfloat162bfloat162(b), __nv_fp8_e4m3(b).__x,
                      __nv_fp8_e5m2(b).__x));
  return out;
}

Results of_patterns(uint16_t a, uint16_t b) {
  const auto h = from_pattern<__half>(a), i = from_pattern<__half>(b);
  const auto x = from_pattern<__nv_bfloat16>(a), y = from_pattern<__nv_bfloat16>(b);
  Results out = of_two(h, i);
  append(out, of_two(x, y));
  append(out, of_two_with_nan(h, i));
  append(out, of_two_with_nan(x, y));
  append(out, of_pairs(__halves2half2(h, i), make_half2(i, i)));
  append(out, of_pairs(__halves2bfloat162(x, y), make_bfloat162(y, y)));
  const __half2 two = __halves2half2(h, i);
  append(out, results(__low2half(two), __high2half(two), __low2half2(two), __high2half2(two), __lows2half2(two, two),
                      __highs2half2(two, two), __half22float2(two).x, __half22float2(two).y));
  return out;
}

Results of_float(float x) {
  const float2 two = {x, -x};
  return results(__float2half(x), __float2half_rn(x), __float2half_rz(x), __float2half_rd(x), __float2half_ru(x),
                 __float2bfloat16(x), __float2bfloat16_rn(x), __float2bfloat16_rz(x), __float2bfloat16_rd(x),
                 __float2bfloat16_ru(x), __float2half2_rn(x), __floats2half2_rn(x, 1), __float22half2_rn(two),
                 __float2bfloat162_rn(x), __floats2bfloat162_rn(x, 1), __float22bfloat162_rn(two), __nv_fp8_e4m3(x).__x,
                 __nv_fp8_e5m2(x).__x, __nv_cvt_float_to_fp8(x, __NV_NOSAT, __NV_E4M3),
                 __nv_cvt_float_to_fp8(x, __NV_NOSAT, __NV_E5M2),
                 __nv_cvt_float2_to_fp8x2(two, __NV_SATFINITE, __NV_E4M3), __nv_fp8x2_e5m2(two).__x, __half(x),
                 __nv_bfloat16(x));
}

Results of_double(double x) {
  return results(__double2half(x), __double2bfloat16(x), __half(x), __nv_bfloat16(x), __nv_fp8_e4m3(x).__x,
                 __nv_fp8_e5m2(x).__x, __nv_cvt_double_to_fp8(x, __NV_NOSAT, __NV_E5M2));
}

Results of_integer(int64_t x) {
  const auto small = static_cast<int>(x);
  return results(__int2half_rn(small), __uint2half_rn(static_cast<unsigned>(x)), __short2half_rn(static_cast<short>(x)),
                 __ushort2half_rn(static_cast<unsigned short>(x)), __ll2half_rn(x),
                 __ull2half_rn(static_cast<unsigned long long>(x)), __int2bfloat16_rn(small),
                 __uint2bfloat16_rn(static_cast<unsigned>(x)), __ll2bfloat16_rn(x),
                 __ull2bfloat16_rn(static_cast<unsigned long long>(x)), __nv_fp8_e4m3(small).__x,
                 __nv_fp8_e5m2(static_cast<unsigned>(x)).__x);
}

Results of_byte(uint8_t a) {
  __nv_fp8_e4m3 x;
  __nv_fp8_e5m2 y;
  x.__x = y.__x = a;
  return results(float(x), float(y), static_cast<int>(x), static_cast<int>(y), static_cast<unsigned short>(x),
                 static_cast<bool>(y), float(static_cast<__half>(x)), float(static_cast<__nv_bfloat16>(y)),
                 __half2float(static_cast<__half>(__nv_cvt_fp8_to_halfraw(a, __NV_E4M3))),
                 __half2float(static_cast<__half>(__nv_cvt_fp8_to_halfraw(a, __NV_E5M2))));
}

#define LLMSYS_SIZE_(T) sizeof(T), alignof(T)
#define LLMSYS_SIZES_(T) LLMSYS_SIZE_(T##1), LLMSYS_SIZE_(T##2), LLMSYS_SIZE_(T##3), LLMSYS_SIZE_(T##4)
Results sizes() {
  return {LLMSYS_SIZES_(char),   LLMSYS_SIZES_(uchar),  LLMSYS_SIZES_(short),         LLMSYS_SIZES_(ushort),
          LLMSYS_SIZES_(int),    LLMSYS_SIZES_(uint),   LLMSYS_SIZES_(float),         LLMSYS_SIZE_(long1),
          LLMSYS_SIZE_(long2),   LLMSYS_SIZE_(ulong3),  LLMSYS_SIZE_(longlong2),      LLMSYS_SIZE_(ulonglong3),
          LLMSYS_SIZE_(double1), LLMSYS_SIZE_(double2), LLMSYS_SIZE_(double3),        LLMSYS_SIZE_(dim3),
          LLMSYS_SIZE_(__half),  LLMSYS_SIZE_(__half2), LLMSYS_SIZE_(__nv_bfloat162), LLMSYS_SIZE_(__nv_fp8x4_e4m3)};
}

}  // namespace ours or nvidias
