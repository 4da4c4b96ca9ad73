#include "framework/simt/trace/detail/recorder.h"

#include <algorithm>

#include "framework/simt/arena.h"

namespace llmsys::simt::detail {

thread_local constinit Recorder recorder;

namespace {

// Whether an aligned access lies in the range. Rotated, a misaligned distance has its low bits on top: one comparison does both.
// The range begins at a multiple of 16.
inline bool aligned_within(uintptr_t begin, size_t bytes, uintptr_t address, uint64_t how) {
  const int shift = static_cast<int>(how >> code::kShift & 7);
  return std::rotr(address - begin, shift) < bytes >> shift;
}

inline void append(size_t lane, LogEntry entry) {
  WarpLog& log = *recorder.log;
  *log.next[lane]++ = entry;
  if (log.full(lane)) [[unlikely]]
    recorder.owner->make_room(lane);
}

inline void append_access(size_t lane, uintptr_t address, uint64_t how, Space space, const void* pc) {
  recorder.clock += recorder.clock != UINT32_MAX;
  append(lane, {address | how | code::of_space(space), static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pc)),
                recorder.clock});
}

// Everything but the arena.
[[gnu::noinline]] void record_elsewhere(size_t lane, uintptr_t address, uint64_t how, const void* pc) {
  const Recorder& r = recorder;
  if (Range{reinterpret_cast<uintptr_t>(&builtins), sizeof builtins}.contains(address)) return;
  if (aligned_within(r.static_shared.begin, r.static_shared.bytes, address, how) ||
      aligned_within(r.dynamic_shared.begin, r.dynamic_shared.bytes, address, how))
    return append_access(lane, address, how, Space::shared, pc);
  if (r.stacks.contains(address)) return void(++recorder.local_lanes);
  if (aligned_within(r.image.begin, r.image.bytes, address, how))
    return append_access(lane, address, how, Space::constant, pc);
  recorder.owner->stop(address, how, pc);
}

// No lane of the warp that ran last: the host, or another warp.
[[gnu::noinline]] void record_elsewhen(uintptr_t address, uint64_t how, const void* pc) {
  if (recorder.owner == nullptr || builtins.thread < 0) return;
  recorder.owner->switch_warp(builtins.thread);
  record(address, how, pc);
}

}  // namespace

void record(uintptr_t address, uint64_t how, const void* pc) {
  const auto lane = static_cast<size_t>(static_cast<unsigned>(builtins.thread - recorder.first_thread));
  if (lane >= kLanes) [[unlikely]]
    return record_elsewhen(address, how, pc);
  if (!aligned_within(kArenaBase, kArenaBytes, address, how)) return record_elsewhere(lane, address, how, pc);
  append_access(lane, address, how, Space::global, pc);
}

void record_pieces(uintptr_t address, size_t bytes, size_t largest, uint64_t how, const void* pc) {
  while (bytes > 0) {
    const size_t aligned = address == 0 ? largest : address & -address;
    const size_t piece = std::min({largest, aligned, std::bit_floor(bytes)});
    record(address, how | code::of_bytes(piece), pc);
    address += piece;
    bytes -= piece;
  }
}

void record_mark(size_t lane, LogEntry mark) { append(lane, mark); }

}  // namespace llmsys::simt::detail
