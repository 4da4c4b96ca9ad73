/// @file
/// What the callbacks of instrumented code need at hand: where the lane that runs now writes, and what an address is.
#pragma once
#include <cstddef>
#include <cstdint>

#include "framework/simt/builtins.h"
#include "framework/simt/trace/detail/log.h"

namespace llmsys::simt::detail {

/// Addresses from `begin` on, `bytes` of them.
struct Range {
  uintptr_t begin = 0;
  size_t bytes = 0;
  [[nodiscard]] bool contains(uintptr_t address) const { return address - begin < bytes; }
};

/// What happens off the quick path; the tracer implements it.
class RecorderOwner {
 public:
  virtual ~RecorderOwner() = default;
  /// Makes recorder.log the log of that thread's warp.
  virtual void switch_warp(int thread) = 0;
  /// The log of the lane that runs now is full: returns when there is room.
  virtual void make_room(int lane) = 0;
  /// An access that must not happen.
  [[noreturn]] virtual void stop(uintptr_t address, uint64_t code, const void* pc) = 0;
};

/// Of the operating system thread that runs kernels; on others nobody owns it and nothing is recorded.
struct Recorder {
  static constexpr int kNobody = 1 << 30;
  int first_thread = kNobody;      ///< of the warp that runs now, in its block: builtins.thread less this is a lane
  uint32_t clock = 0;              ///< accesses since the launch began; see WarpRequest::when
  WarpLog* log = nullptr;          ///< of that warp
  RecorderOwner* owner = nullptr;  ///< null: no traced kernel runs
  Range static_shared;             ///< the thread-local segment
  Range dynamic_shared;            ///< of the block
  Range stacks;                    ///< of all fibers
  Range image;                     ///< the program's own segments: __device__ and __constant__ variables, tables
  int64_t local_lanes = 0;         ///< accesses to stacks since the last event
};
extern thread_local constinit Recorder recorder;

/// Notes an access of the thread that runs now, which is about to happen; nothing outside traced kernels.
/// @param how  see namespace code: bytes, kind, kVolatile, kBlockScope; the space is found out
void record(uintptr_t address, uint64_t how, const void* pc);
/// Likewise of any number of bytes and any alignment, in pieces of at most `largest` bytes.
void record_pieces(uintptr_t address, size_t bytes, size_t largest, uint64_t how, const void* pc);
/// Notes what is no access. The lane must be one of the warp that runs now.
void record_mark(size_t lane, LogEntry mark);

}  // namespace llmsys::simt::detail
