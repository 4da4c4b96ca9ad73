/// @file
/// Cooperative groups: parts of groups that are only known when the kernel runs.
#pragma once
#include "framework/simt/cooperative_groups.h"

namespace cooperative_groups {

/// The threads of a group that brought the same truth value as the caller.
template <class Group>
LLMSYS_SIMT_RUNTIME __forceinline__ coalesced_group binary_partition(const Group& group, bool predicate) {
  const uint32_t lanes = group.lanes();
  const uint32_t with_true = __ballot_sync(lanes, predicate ? 1 : 0);
  if (with_true == lanes || with_true == 0) return coalesced_group(lanes);
  return predicate ? coalesced_group(with_true, 1, 2) : coalesced_group(lanes & ~with_true, 0, 2);
}

/// The threads of a group that brought the same label, an integer, as the caller. Groups are in the order of their first lanes.
template <class Group, llmsys::simt::detail::WarpInteger Label>
LLMSYS_SIMT_RUNTIME __forceinline__ coalesced_group labeled_partition(const Group& group, Label label) {
  const uint32_t lanes = group.lanes();
  const uint32_t own = __match_any_sync(lanes, label);
  const int first = std::countr_zero(own);
  const uint32_t firsts = __ballot_sync(lanes, llmsys::simt::lane() == first);
  return coalesced_group(own, static_cast<unsigned>(std::popcount(firsts & ((uint32_t{1} << first) - 1))),
                         static_cast<unsigned>(std::popcount(firsts)));
}

/// A block, or threads of a warp: a group for functions that take any.
class thread_group {
 public:
  /// All threads of the block.
  LLMSYS_SIMT_RUNTIME __forceinline__ thread_group(const thread_block&) {}
  /// A tile, or a coalesced group.
  template <class Group>
  LLMSYS_SIMT_RUNTIME __forceinline__ thread_group(const Group& group) : lanes_(group.lanes()) {}

  /// Waits for all threads of the group.
  LLMSYS_SIMT_RUNTIME __forceinline__ void sync() const {
    if (lanes_ == 0)
      __syncthreads();
    else
      __syncwarp(lanes_);
  }
  /// Threads of the group.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned num_threads() const {
    return lanes_ == 0 ? thread_block::size() : static_cast<unsigned>(std::popcount(lanes_));
  }
  /// The same.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned size() const { return num_threads(); }
  /// The own place in the group, from 0.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned thread_rank() const {
    const uint32_t before = (uint32_t{1} << llmsys::simt::lane()) - 1;
    return lanes_ == 0 ? thread_block::thread_rank() : static_cast<unsigned>(std::popcount(lanes_ & before));
  }
  /// By lane of the warp; 0: it is the block.
  LLMSYS_SIMT_RUNTIME __forceinline__ uint32_t lanes() const { return lanes_; }

 private:
  uint32_t lanes_ = 0;
};

/// The own one of the parts of `size` threads side by side that a group consists of: a power of two, at most 32.
LLMSYS_SIMT_RUNTIME __forceinline__ coalesced_group tiled_partition(const thread_group& parent, unsigned size) {
  const unsigned part = parent.thread_rank() / size;
  const uint32_t all = parent.lanes() == 0 ? ~uint32_t{0} : parent.lanes();
  uint32_t own = 0;
  for (unsigned lane = 0, rank = parent.thread_rank() - parent.thread_rank() % 32; lane < 32; ++lane) {
    if ((all >> lane & 1) == 0) continue;
    if (rank / size == part) own |= uint32_t{1} << lane;
    ++rank;
  }
  return coalesced_group(own, part, (parent.size() + size - 1) / size);
}

}  // namespace cooperative_groups
