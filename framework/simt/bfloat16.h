/// @file
/// The upper half of a float, under CUDA's names: __nv_bfloat16 and __nv_bfloat162.
///
/// CUDA's names for what one does with them:
/// - arithmetic: operators, __hadd, __hsub, __hmul, __hdiv, __hfma, __hneg, __habs, with _sat, _rn, _relu, and on pairs __hadd2,
///   __hfma2 ...; comparisons __heq, __hltu, __hge2, __hbge2, __hgt2_mask ...; __hmax, __hmin, __hmax_nan, __hmax2 ...; functions
///   hexp, hlog, hsqrt, hrsqrt, htanh, h2exp ... They are found by their arguments: detail/float16.h and detail/float16x2.h
/// - conversions: __float2bfloat16, __float2bfloat16_rz, __bfloat162float, __int2bfloat16_rn, __bfloat162int_rz, __bfloat16_as_ushort,
///   __halves2bfloat162, __low2bfloat16, __float22bfloat162_rn, __bfloat1622float2 ...: detail/float16_conversions.h
///
/// As in CUDA, they convert to and from all numbers by themselves, so `h + 1.0f` is ambiguous: say which is meant.
#pragma once
#include "framework/simt/detail/float16.h"
#include "framework/simt/detail/float16_conversions.h"
#include "framework/simt/detail/float16x2.h"
#include "framework/simt/vector_types.h"

/// A number of 16 bits with the range of float, of which 8 are significant. Uninitialised if nothing is said.
struct __nv_bfloat16 : llmsys::simt::detail::Float16<__nv_bfloat16, llmsys::BFloat16> {
  __nv_bfloat16() = default;
  /// To nearest even.
  template <llmsys::simt::detail::Arithmetic T>
  __forceinline__ __nv_bfloat16(T value) : Float16(llmsys::simt::detail::rounded<llmsys::BFloat16>(value)) {}
};

/// Two of them in 4 bytes, loaded and stored at once.
struct alignas(4) __nv_bfloat162 : llmsys::simt::detail::Float16x2<__nv_bfloat162, __nv_bfloat16> {
  __nv_bfloat16 x;  ///< at the lower address
  __nv_bfloat16 y;  ///< at the higher address
  LLMSYS_SIMT_COPIED_AT_ONCE_(__nv_bfloat162)
  /// From both.
  __forceinline__ __nv_bfloat162(__nv_bfloat16 low, __nv_bfloat16 high) : x(low), y(high) {}
};

/// The short name.
using nv_bfloat16 = __nv_bfloat16;
/// The short name.
using nv_bfloat162 = __nv_bfloat162;

LLMSYS_SIMT_FLOAT16_CONVERSIONS_(__nv_bfloat16, bfloat16, llmsys::BFloat16)
