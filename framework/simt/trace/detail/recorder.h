/// @file
/// What the callbacks of instrumented code need at hand: where the lane that runs now writes, and what an address is.
#pragma once
#include <cstddef>
#include <cstdint>

#include "framework/simt/arena.h"
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
  virtual void make_room(size_t lane) = 0;
  /// An access that must not happen.
  [[noreturn]] virtual void stop(uintptr_t address, uint64_t code, const void* pc) = 0;
  /// The host touches device memory.
  virtual void host_touches(uintptr_t address, uint64_t code, const void* pc) = 0;
};

/// Of the operating system thread that runs kernels; on others nobody owns it and nothing is recorded.
struct Recorder {
  static constexpr int kNobody = 1 << 30;
  int first_thread = kNobody;      ///< of the warp that runs now, in its block: builtins.thread less this is a lane
  uint32_t clock = 0;              ///< accesses since the launch began; see WarpRequest::when
  uint32_t tick = 1;               ///< what each adds to it; 0 when it is about to overflow
  WarpLog* log = nullptr;          ///< of that warp
  RecorderOwner* owner = nullptr;  ///< null: no traced kernel runs
  Range static_shared;             ///< the thread-local segment
  Range dynamic_shared;            ///< of the block
  Range stacks;                    ///< of all fibers
  Range image;                     ///< the program's own segments: __device__ and __constant__ variables, tables
  int64_t local_lanes = 0;         ///< accesses to stacks since the last event
  bool quiet = false;              ///< the emulator's own code runs: see Quiet
};
extern thread_local constinit Recorder recorder;
/// Who is told of what the host does on this operating system thread; null: nobody.
extern thread_local constinit RecorderOwner* host_owner;

/// While it lives, nothing off the quick path is recorded. The emulator's own code may call functions of the standard library
/// whose one copy in the program was compiled for tracing, with the kernels: what these touch is not the kernel's doing.
class Quiet {
 public:
  Quiet() : before_(recorder.quiet) { recorder.quiet = true; }
  ~Quiet() { recorder.quiet = before_; }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  bool before_;
};

/// The rest of record(): accesses of the host, of a warp that did not run last, and of other memory than is listed there.
void record_off_path(uintptr_t address, uint64_t how, const void* pc);

/// Whether an aligned access lies in the range. Rotated, a misaligned distance has its low bits on top: one comparison does
/// both.  @param begin  a multiple of 16
inline bool aligned_within(uintptr_t begin, size_t bytes, uintptr_t address, uint64_t how) {
  const int shift = static_cast<int>(how >> code::kShift & 7);
  return std::rotr(address - begin, shift) < bytes >> shift;
}

/// Appends to the log of a lane of the warp that runs now.
inline void append(size_t lane, LogEntry entry) {
  WarpLog& log = *recorder.log;
  *log.next[lane]++ = entry;
  if (log.full(lane)) [[unlikely]]
    recorder.owner->make_room(lane);
}

inline void append_access(size_t lane, uintptr_t address, uint64_t how, Space space, const void* pc) {
  recorder.clock += recorder.tick;
  append(lane, {address | how | code::of_space(space),
                uint64_t{recorder.clock} << 32 | static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pc))});
}

/// Notes an access of the thread that runs now, which is about to happen; nothing outside traced kernels.
/// @param how  see namespace code: bytes, kind, kVolatile, kBlockScope; the space is found out
[[gnu::always_inline]] inline void record(uintptr_t address, uint64_t how, const void* pc) {
  const auto lane = static_cast<size_t>(static_cast<unsigned>(builtins.thread - recorder.first_thread));
  if (lane >= kLanes) [[unlikely]]
    return record_off_path(address, how, pc);
  if (aligned_within(kArenaBase, kArenaBytes, address, how))
    return append_access(lane, address, how, Space::global, pc);
  // builtins lie in the segment of static shared memory
  const bool builtin = address - reinterpret_cast<uintptr_t>(&builtins) < sizeof builtins;
  if (builtin || !aligned_within(recorder.static_shared.begin, recorder.static_shared.bytes, address, how)) [[unlikely]]
    return record_off_path(address, how, pc);
  append_access(lane, address, how, Space::shared, pc);
}

/// Likewise of any number of bytes and any alignment, in pieces of at most `largest` bytes.
void record_pieces(uintptr_t address, size_t bytes, size_t largest, uint64_t how, const void* pc);

}  // namespace llmsys::simt::detail
