/// @file
/// What counters and checkers hear of a traced launch: the executor's events in order, with the lanes' loads and stores put
/// together into requests of warps (framework/simt/trace/README.md says how).
///
/// Order. A warp's requests come before the event that ends them: block_synced(), warp_synced() of all of its lanes,
/// block_ends(). Within a warp, what one lane did comes in program order, meetings and fences included; lanes between two
/// meetings are unordered, as on a GPU. Warps come one after another, in the order in which they reached the barrier.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "framework/simt/observer.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// A fault, with what the tracer knows of the access that brought it about.
struct FaultInfo {
  Fault fault{};             ///< what
  int block = -1;            ///< of the grid; -1: none in particular
  int thread = -1;           ///< of the block; -1: none in particular
  const void* pc = nullptr;  ///< where, or null
  uintptr_t address = 0;     ///< illegal_address and misaligned: what the thread was about to touch
  int bytes = 0;             ///< likewise, how much
  AccessKind kind{};         ///< likewise, how
  std::string report;        ///< the executor's: threads, one state a line
};

/// Device memory that the host touched by itself, in a file that was compiled for tracing.
struct HostAccess {
  uintptr_t address = 0;     ///< in the arena
  int bytes = 0;             ///< how much
  AccessKind kind{};         ///< how
  const void* pc = nullptr;  ///< where
};

/// Hears of launches. Nothing else is called between launches than host_access(), nor anything from other threads than the
/// one that runs the kernel.
/// Every function does nothing unless overridden.
class RequestListener {
 public:
  virtual ~RequestListener() = default;

  /// @name A launch and its blocks
  /// A launch with `traced == false` tells of its begin, its end and faults, and of nothing else: what it did to memory is
  /// unknown, so every live allocation counts as written by it, and all that ended before it as ordered.
  /// @{
  virtual void launch_begins(const LaunchInfo& /*launch*/) {}
  virtual void launch_ends() {}  ///< also after a fault
  virtual void block_begins(int /*block*/, const BlockMemory& /*memory*/) {}
  /// A block that has begun before goes on; later events are its own until another begins, resumes or ends.
  virtual void block_resumes(int /*block*/) {}
  virtual void block_ends(int /*block*/) {}
  virtual void grid_synced() {}
  /// @}

  /// A memory instruction of a warp: loads, stores and atomics, also those the emulator does for a thread (wmma, cp.async).
  /// Spaces are global, shared and constant; of local memory only local_accesses() tells.
  virtual void request(const WarpRequest& /*request*/) {}
  /// Accesses of lanes to their own stacks at one instruction since the last event, in all.
  virtual void local_accesses(int64_t /*lanes*/) {}

  /// @name Threads that meet, and memory order
  /// @{
  virtual void block_synced(int /*exited*/) {}
  virtual void warp_synced(int /*warp*/, uint32_t /*mask*/, uint32_t /*present*/) {}
  /// One thread's fence, between its own requests.
  virtual void fence(int /*thread*/, bool /*block_scope*/) {}
  /// What this instruction loads is only a guess at what the same thread's atomicCAS() on the same place will find.
  virtual void guesses(const void* /*pc*/) {}
  /// A thread arrived at a barrier of the block, at pc; its requests may still be to come.
  virtual void thread_arrived(int /*thread*/, const void* /*pc*/) {}
  /// The first thread of the block that ends.
  virtual void thread_ended(int /*thread*/) {}
  virtual void lane_outside_mask(int /*thread*/, uint32_t /*mask*/, const void* /*pc*/) {}
  /// @}

  /// A collective instruction: for counting; see ExecutionObserver.
  virtual void warp_instruction(const char* /*what*/, int /*warp*/, uint32_t /*mask*/, const void* /*pc*/) {}

  /// Managed memory included, which the host may touch.
  virtual void host_access(const HostAccess& /*access*/) {}

  /// The kernel is abandoned; the requests of all warps up to now came before.
  virtual void fault(const FaultInfo& /*fault*/) {}
};

}  // namespace llmsys::simt
