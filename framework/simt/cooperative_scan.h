/// @file
/// Cooperative groups: running sums. In CUDA's own header, cooperative_groups/scan.h.
#pragma once
#include "framework/simt/cooperative_reduce.h"

namespace cooperative_groups {

/// What `combine` makes of the values of the own and all lower ranks, in the order of ranks.
template <class Group, class T, class Combine = plus<T>>
LLMSYS_SIMT_RUNTIME __forceinline__ T inclusive_scan(const Group& group, T value, Combine combine = {}) {
  for (unsigned distance = 1; distance < group.size(); distance *= 2) {
    const T before = group.shfl_up(value, distance);
    if (group.thread_rank() >= distance) value = combine(before, value);
  }
  return value;
}

/// The same without the own value; rank 0 gets T().
template <class Group, class T, class Combine = plus<T>>
LLMSYS_SIMT_RUNTIME __forceinline__ T exclusive_scan(const Group& group, T value, Combine combine = {}) {
  const T before = group.shfl_up(inclusive_scan(group, value, combine), 1);
  return group.thread_rank() == 0 ? T() : before;
}

}  // namespace cooperative_groups
