/// @file
/// Cooperative groups: reductions. In CUDA's own header, cooperative_groups/reduce.h.
#pragma once
#include "framework/simt/cooperative_groups.h"

namespace cooperative_groups {

/// a + b.
template <class T>
struct plus {
  /// @return a + b
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return a + b; }
};
/// The lesser.
template <class T>
struct less {
  /// @return the lesser
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return b < a ? b : a; }
};
/// The greater.
template <class T>
struct greater {
  /// @return the greater
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return a < b ? b : a; }
};
/// a & b.
template <class T>
struct bit_and {
  /// @return a & b
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return a & b; }
};
/// a | b.
template <class T>
struct bit_or {
  /// @return a | b
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return a | b; }
};
/// a ^ b.
template <class T>
struct bit_xor {
  /// @return a ^ b
  LLMSYS_SIMT_RUNTIME __forceinline__ T operator()(T a, T b) const { return a ^ b; }
};

/// What `combine` makes of all threads' values, in all threads: halves of the tile are combined by butterfly shuffles.
template <unsigned kSize, class Parent, class T, class Combine>
LLMSYS_SIMT_RUNTIME __forceinline__ T reduce(const thread_block_tile<kSize, Parent>& tile, T value, Combine combine) {
  for (unsigned distance = kSize / 2; distance > 0; distance /= 2)
    value = combine(value, tile.shfl_xor(value, distance));
  return value;
}
/// What `combine` makes of all threads' values, in all threads: in the order of their ranks.
template <class T, class Combine>
LLMSYS_SIMT_RUNTIME __forceinline__ T reduce(const coalesced_group& group, T value, Combine combine) {
  T all = group.shfl(value, 0);
  for (unsigned rank = 1; rank < group.size(); ++rank) all = combine(all, group.shfl(value, static_cast<int>(rank)));
  return all;
}

}  // namespace cooperative_groups
