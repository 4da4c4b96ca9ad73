#include "framework/simt/trace/detail/recorder.h"

#include <algorithm>

namespace llmsys::simt::detail {

thread_local constinit Recorder recorder;
thread_local constinit RecorderOwner* host_owner = nullptr;

void record_off_path(uintptr_t address, uint64_t how, const void* pc) {
  const Recorder& r = recorder;
  if (builtins.thread < 0) {
    if (host_owner != nullptr && !r.quiet && Range{kArenaBase, kArenaBytes}.contains(address))
      host_owner->host_touches(address, how, pc);
    return;
  }
  if (r.owner == nullptr || r.quiet) return;
  if (!r.stacks.contains(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)))) return;  // the executor's own stack
  if (Range{reinterpret_cast<uintptr_t>(&builtins), sizeof builtins}.contains(address)) return;
  const auto lane = static_cast<size_t>(static_cast<unsigned>(builtins.thread - r.first_thread));
  if (lane >= kLanes) {
    r.owner->switch_warp(builtins.thread);
    return record(address, how, pc);
  }
  if (aligned_within(r.dynamic_shared.begin, r.dynamic_shared.bytes, address, how))
    return append_access(lane, address, how, Space::shared, pc);
  if (r.stacks.contains(address)) return void(++recorder.local_lanes);
  if (aligned_within(r.image.begin, r.image.bytes, address, how))
    return append_access(lane, address, how, Space::constant, pc);
  r.owner->stop(address, how, pc);
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

}  // namespace llmsys::simt::detail
