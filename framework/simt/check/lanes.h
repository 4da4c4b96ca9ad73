/// @file
/// Going through the lanes of a mask.
#pragma once
#include <bit>
#include <cstdint>

namespace llmsys::simt {

/// Calls visit(lane) for each lane of the mask, lowest first.
template <class Visit>
inline void each_lane(uint32_t mask, const Visit& visit) {
  for (; mask != 0; mask &= mask - 1) visit(std::countr_zero(mask));
}

}  // namespace llmsys::simt
