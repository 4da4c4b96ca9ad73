/// @file
/// Barriers of a block, fences, and ways to wait or to give up: CUDA's __syncthreads() and its like.
#pragma once
#include "framework/simt/detail/fiber.h"
#include "framework/simt/qualifiers.h"

namespace llmsys::simt {

namespace detail {

/// What threads of a block told each other at a barrier.
struct BarrierResult {
  int votes = 0;    ///< threads that came with true
  int arrived = 0;  ///< threads that came
};
Switch arrive_at_barrier(bool vote);
BarrierResult barrier_result();

LLMSYS_SIMT_RUNTIME __forceinline__ BarrierResult barrier(bool vote) {
  follow(arrive_at_barrier(vote));
  return barrier_result();
}

}  // namespace detail

/// Tells the executor that the thread looks at what another may change, as a spinning lock does: others get to run, too.
/// @param pc  where in the kernel; null: where this was called
void note_poll(const void* pc = nullptr);

}  // namespace llmsys::simt

/// Waits for all threads of the block. Those that have ended need not come.
LLMSYS_SIMT_RUNTIME __forceinline__ void __syncthreads() {
  llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_barrier(false));
}

/// Waits for all threads of the block; how many of them came with a predicate that is not 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_count(int predicate) {
  return llmsys::simt::detail::barrier(predicate != 0).votes;
}

/// Waits for all threads of the block; 1 if all came with a predicate that is not 0, else 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_and(int predicate) {
  const auto [votes, arrived] = llmsys::simt::detail::barrier(predicate != 0);
  return votes == arrived ? 1 : 0;
}

/// Waits for all threads of the block; 1 if any came with a predicate that is not 0, else 0.
LLMSYS_SIMT_RUNTIME __forceinline__ int __syncthreads_or(int predicate) {
  return llmsys::simt::detail::barrier(predicate != 0).votes != 0 ? 1 : 0;
}

/// What the thread wrote before is seen by whoever sees what it writes after: within the block,
void __threadfence_block();
/// on the whole device,
void __threadfence();
/// and on the host, too.
void __threadfence_system();

/// Lets others run. The emulator has no clock: how long does not matter.
void __nanosleep(unsigned nanoseconds);

/// Ends the kernel with an error.
[[noreturn]] void __trap();
