/// @file
/// What lanes of a warp do together: shuffles, votes, matches, reductions. As in CUDA, `mask` names the lanes that take
/// part; lanes that have ended need not come.
#pragma once
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "framework/simt/builtins.h"
#include "framework/simt/collective.h"

namespace llmsys::simt::detail {

template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ uint64_t to_bits(const T& value) {
  static_assert(sizeof(T) <= 8, "warp operations take values of at most 8 bytes");
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  return bits;
}

template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T from_bits(uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T shuffle(unsigned mask, const T& value, int source) {
  return from_bits<T>(llmsys::simt::exchange(mask, to_bits(value), source, "shfl"));
}

}  // namespace llmsys::simt::detail

/// What lane `source` of the own segment of `width` lanes brought.  @param width  1, 2, 4, 8, 16 or 32
template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_sync(unsigned mask, T value, int source, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  return llmsys::simt::detail::shuffle(mask, value, (lane & ~(width - 1)) | (source & (width - 1)));
}

/// What the lane `delta` places up (a lower number) brought; the own value where that is outside the segment.
template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane - static_cast<int>(delta);
  return llmsys::simt::detail::shuffle(mask, value, source < (lane & ~(width - 1)) ? lane : source);
}

/// What the lane `delta` places down (a higher number) brought; the own value where that is outside the segment.
template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane + static_cast<int>(delta);
  return llmsys::simt::detail::shuffle(mask, value, source > (lane | (width - 1)) ? lane : source);
}

/// What the lane whose number differs by the bits of `lanes` brought; the own value where that is in a later segment.
template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_xor_sync(unsigned mask, T value, int lanes, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane ^ lanes;
  return llmsys::simt::detail::shuffle(mask, value, source > (lane | (width - 1)) ? lane : source);
}

/// The lanes of `mask` whose predicate is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __ballot_sync(unsigned mask, int predicate) {
  return llmsys::simt::ballot(mask, predicate != 0, "vote");
}
