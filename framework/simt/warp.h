/// @file
/// What lanes of a warp do together: shuffles, votes, matches, reductions. As in CUDA, `mask` names the lanes that take
/// part; lanes that have ended need not come.
#pragma once
#include <concepts>
#include <cstdint>
#include <cstring>

#include "framework/simt/builtins.h"
#include "framework/simt/collective.h"

namespace llmsys::simt::detail {

template <class T>
concept WarpValue = sizeof(T) <= 8 && std::is_trivially_destructible_v<T>;
template <class T>
concept WarpInteger = std::integral<T> &&(sizeof(T) == 4 || sizeof(T) == 8);
template <class T>
concept WarpNumber = WarpInteger<T> || std::floating_point<T>;
template <class T>
concept Integer32 = std::same_as<T, int> || std::same_as<T, unsigned>;

template <WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ uint64_t to_bits(const T& value) {
  uint64_t bits = 0;
  std::memcpy(&bits, static_cast<const void*>(&value), sizeof(T));
  return bits;
}

template <WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T from_bits(uint64_t bits) {
  T value;
  std::memcpy(static_cast<void*>(&value), &bits, sizeof(T));
  return value;
}

template <WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T shuffle(unsigned mask, const T& value, int source) {
  return from_bits<T>(llmsys::simt::exchange(mask, to_bits(value), source, "shfl"));
}

/// What __reduce_*_sync computes.
enum class Reduction { add, min_signed, max_signed, min_unsigned, max_unsigned, bit_and, bit_or, bit_xor };

Switch arrive_to_gather();
uint32_t gathered();
uint32_t met_reduced(Reduction reduction);
uint32_t met_equal_lanes();
uint32_t met_all_equal();

LLMSYS_SIMT_RUNTIME __forceinline__ uint32_t reduce(unsigned mask, uint32_t value, Reduction reduction) {
  follow(arrive_at_meeting(mask, value, nullptr, "reduce", nullptr));
  return met_reduced(reduction);
}

}  // namespace llmsys::simt::detail

/// Waits for the other lanes of `mask`.
LLMSYS_SIMT_RUNTIME __forceinline__ void __syncwarp(unsigned mask = 0xffffffff) {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_meeting(mask, 0, nullptr, nullptr, nullptr));
}

/// The lanes that run together with this one now. Here: waits until no other lane of the warp can go on without it, and
/// returns those that wait at the same place in the program.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __activemask() {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_to_gather());
  return llmsys::simt::detail::gathered();
}

/// What lane `source` of the own segment of `width` lanes brought.
/// @param width  1, 2, 4, 8, 16 or 32
template <llmsys::simt::detail::WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_sync(unsigned mask, T value, int source, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  return llmsys::simt::detail::shuffle(mask, value, (lane & ~(width - 1)) | (source & (width - 1)));
}

/// What the lane `delta` places up (a lower number) brought; the own value where that is outside the segment.
template <llmsys::simt::detail::WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane - static_cast<int>(delta);
  return llmsys::simt::detail::shuffle(mask, value, source < (lane & ~(width - 1)) ? lane : source);
}

/// What the lane `delta` places down (a higher number) brought; the own value where that is outside the segment.
template <llmsys::simt::detail::WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane + static_cast<int>(delta);
  return llmsys::simt::detail::shuffle(mask, value, source > (lane | (width - 1)) ? lane : source);
}

/// What the lane whose number differs by the bits of `lanes` brought; the own value where that is in a later segment.
template <llmsys::simt::detail::WarpValue T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __shfl_xor_sync(unsigned mask, T value, int lanes, int width = warpSize) {
  const int lane = llmsys::simt::lane();
  const int source = lane ^ lanes;
  return llmsys::simt::detail::shuffle(mask, value, source > (lane | (width - 1)) ? lane : source);
}

/// The lanes of `mask` whose predicate is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __ballot_sync(unsigned mask, int predicate) {
  return llmsys::simt::ballot(mask, predicate != 0, "vote");
}

/// 1 if any lane of `mask` came with a predicate that is not 0, else 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __any_sync(unsigned mask, int predicate) {
  return llmsys::simt::ballot(mask, predicate != 0, "vote") != 0 ? 1 : 0;
}

/// 1 if all lanes of `mask` came with a predicate that is not 0, else 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __all_sync(unsigned mask, int predicate) {
  return llmsys::simt::ballot(mask, predicate == 0, "vote") == 0 ? 1 : 0;
}

/// The lanes of `mask` that brought the same bits.
template <llmsys::simt::detail::WarpNumber T>
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __match_any_sync(unsigned mask, T value) {
  using namespace llmsys::simt::detail;
  follow(arrive_at_meeting(mask, to_bits(value), nullptr, "match", nullptr));
  return met_equal_lanes();
}

/// The lanes of `mask` if all of them brought the same bits, else 0.
/// @param all  becomes 1 if they did, else 0
template <llmsys::simt::detail::WarpNumber T>
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __match_all_sync(unsigned mask, T value, int* all) {
  using namespace llmsys::simt::detail;
  follow(arrive_at_meeting(mask, to_bits(value), nullptr, "match", nullptr));
  const unsigned lanes = met_all_equal();
  *all = lanes != 0 ? 1 : 0;
  return lanes;
}

/// The sum over the lanes of `mask`, modulo 2^32.
template <llmsys::simt::detail::Integer32 T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __reduce_add_sync(unsigned mask, T value) {
  using namespace llmsys::simt::detail;
  return static_cast<T>(reduce(mask, static_cast<uint32_t>(value), Reduction::add));
}

/// The least value of the lanes of `mask`.
template <llmsys::simt::detail::Integer32 T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __reduce_min_sync(unsigned mask, T value) {
  using namespace llmsys::simt::detail;
  constexpr Reduction kMin = std::is_signed_v<T> ? Reduction::min_signed : Reduction::min_unsigned;
  return static_cast<T>(reduce(mask, static_cast<uint32_t>(value), kMin));
}

/// The greatest value of the lanes of `mask`.
template <llmsys::simt::detail::Integer32 T>
LLMSYS_SIMT_RUNTIME __forceinline__ T __reduce_max_sync(unsigned mask, T value) {
  using namespace llmsys::simt::detail;
  constexpr Reduction kMax = std::is_signed_v<T> ? Reduction::max_signed : Reduction::max_unsigned;
  return static_cast<T>(reduce(mask, static_cast<uint32_t>(value), kMax));
}

/// The bits that all lanes of `mask` brought.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __reduce_and_sync(unsigned mask, unsigned value) {
  return llmsys::simt::detail::reduce(mask, value, llmsys::simt::detail::Reduction::bit_and);
}

/// The bits that any lane of `mask` brought.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __reduce_or_sync(unsigned mask, unsigned value) {
  return llmsys::simt::detail::reduce(mask, value, llmsys::simt::detail::Reduction::bit_or);
}

/// The bits that an odd number of lanes of `mask` brought.
LLMSYS_SIMT_RUNTIME __forceinline__ unsigned __reduce_xor_sync(unsigned mask, unsigned value) {
  return llmsys::simt::detail::reduce(mask, value, llmsys::simt::detail::Reduction::bit_xor);
}
