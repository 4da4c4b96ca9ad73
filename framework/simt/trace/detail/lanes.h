/// @file
/// Going through the lanes of a mask.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

namespace llmsys::simt::detail {

/// Calls f(lane) for each lane of the mask, lowest first.
template <class F>
inline void each_lane(uint32_t mask, const F& f) {
  for (; mask != 0; mask &= mask - 1) f(static_cast<size_t>(std::countr_zero(mask)));
}

}  // namespace llmsys::simt::detail
