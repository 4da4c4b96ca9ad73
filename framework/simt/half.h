/// @file
/// IEEE 754 half precision under CUDA's names: __half and half, __half2 and half2.
///
/// CUDA's names for what one does with them:
/// - arithmetic: operators, __hadd, __hsub, __hmul, __hdiv, __hfma, __hneg, __habs, with _sat, _rn, _relu, and on pairs __hadd2,
///   __hfma2 ...; comparisons __heq, __hltu, __hge2, __hbge2, __hgt2_mask ...; __hmax, __hmin, __hmax_nan, __hmax2 ...; functions
///   hexp, hlog, hsqrt, hrsqrt, htanh, h2exp ... They are found by their arguments: detail/float16.h and detail/float16x2.h
/// - conversions: __float2half, __float2half_rz, __half2float, __int2half_rn, __half2int_rz, __half_as_ushort,
///   __halves2half2, __low2half, __float22half2_rn, __half22float2 ...: detail/float16_conversions.h
///
/// As in CUDA, they convert to and from all numbers by themselves, so `h + 1.0f` is ambiguous: say which is meant.
#pragma once
#include "framework/simt/detail/float16.h"
#include "framework/simt/detail/float16_conversions.h"
#include "framework/simt/detail/float16x2.h"
#include "framework/simt/vector_types.h"

/// A number of 16 bits, of which 11 are significant: 6e-8 to 65504. Uninitialised if nothing is said.
struct __half : llmsys::simt::detail::Float16<__half, llmsys::Half> {
  __half() = default;
  /// To nearest even.
  template <llmsys::simt::detail::Arithmetic T>
  __forceinline__ __half(T value) : Float16(llmsys::simt::detail::rounded<llmsys::Half>(value)) {}
};

/// Two of them in 4 bytes, loaded and stored at once.
struct alignas(4) __half2 : llmsys::simt::detail::Float16x2<__half2, __half> {
  __half x;  ///< at the lower address
  __half y;  ///< at the higher address
  LLMSYS_SIMT_COPIED_AT_ONCE_(__half2)
  /// From both.
  __forceinline__ __half2(__half low, __half high) : x(low), y(high) {}
};

/// The short name.
using half = __half;
/// The short name.
using half2 = __half2;

LLMSYS_SIMT_FLOAT16_CONVERSIONS_(__half, half, llmsys::Half)
