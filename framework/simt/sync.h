/// @file
/// Barriers of a block and fences: CUDA's __syncthreads() and its like.
#pragma once
#include "framework/simt/detail/fiber.h"
#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

/// What threads of a block told each other at a barrier.
struct BarrierResult {
  int votes = 0;    ///< threads that came with true
  int arrived = 0;  ///< threads that came
};
Switch arrive_at_barrier(bool vote);
BarrierResult barrier_result();

}  // namespace llmsys::simt::detail

/// Waits for all threads of the block.
LLMSYS_SIMT_RUNTIME __forceinline__ void __syncthreads() {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_barrier(false));
}

/// Waits for all threads of the block; how many of them came with a predicate that is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_count(int predicate) {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_barrier(predicate != 0));
  return llmsys::simt::detail::barrier_result().votes;
}

/// Waits for all threads of the block; not 0 if all came with a predicate that is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_and(int predicate) {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_barrier(predicate != 0));
  const llmsys::simt::detail::BarrierResult result = llmsys::simt::detail::barrier_result();
  return result.votes == result.arrived ? 1 : 0;
}

/// Waits for all threads of the block; not 0 if any came with a predicate that is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_or(int predicate) {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_barrier(predicate != 0));
  return llmsys::simt::detail::barrier_result().votes != 0 ? 1 : 0;
}

namespace llmsys::simt {

/// Tells the executor that the thread looks at what another may change, as a spinning lock does: others get to run, too.
void note_poll();

}  // namespace llmsys::simt
