// Waiting for one another: barriers of the block and meetings in a warp.
#include "framework/simt/detail/block.h"

namespace llmsys::simt {
namespace detail {

/// To another thread, until the running one is chosen again.
inline Switch Block::wait() { return {&waiting_[running_thread()].context, &next_context()}; }

Switch Block::arrive(bool vote, const void* pc) {
  if (builtins.waited == Builtins::Waited::no) stop_row();
  Warp& warp = warps_[running_warp()];
  warp.at_barrier |= running_lane_bit();
  votes_ += vote ? 1 : 0;
  if (listener_ != nullptr) [[unlikely]] {
    listener_->thread_arrived(builtins.thread, pc);
    if (warp.at_barrier == warp.present) listener_->warp_parked(builtins.thread / 32);
  }
  if (++arrived_ < live_) return wait();
  warp.at_barrier &= ~running_lane_bit();
  release_barrier();
  return {};
}

void Block::release_barrier() {
  barrier_result_ = {votes_, arrived_};
  arrived_ = votes_ = 0;
  for (int warp = 0; warp < warps(); ++warp) {
    uint32_t& waiting = warps_[static_cast<size_t>(warp)].at_barrier;
    if (waiting != 0) ready_.push({warp, waiting});
    waiting = 0;
  }
  if (listener_ != nullptr) listener_->block_synced(threads_ - live_);
}

/// Threads of a warp have ended: whoever waited for no other goes on.
void Block::lanes_left(size_t index) {
  Warp& warp = warps_[index];
  if (listener_ != nullptr && warp.present == warp.at_barrier) listener_->warp_parked(static_cast<int>(index));
  if (arrived_ > 0 && arrived_ == live_) release_barrier();
  const auto check = [&](MeetingPlace& place) {
    if (place.arrived != 0 && place.arrived == (place.mask & warp.present)) complete(place, index, 0);
  };
  check(warp.all);
  for (MeetingPlace& place : warp.some) check(place);
}

/// All have come: those that wait can go on.
void Block::complete(MeetingPlace& place, size_t warp, uint32_t self) {
  const uint32_t came = place.arrived;
  MeetingBuffer& buffer = place.buffers[place.turn];
  buffer.came = came;
  buffer.votes = place.votes;
  if (place.work != nullptr) place.work(reinterpret_cast<const void* const*>(buffer.values), came);
  place.turn ^= 1;
  place.arrived = place.votes = 0;
  if (came != self) ready_.push({static_cast<int>(warp), came & ~self});
  if (listener_ == nullptr) return;
  if (place.what != nullptr) listener_->warp_instruction(place.what, static_cast<int>(warp), came, place.pc);
  listener_->warp_synced(static_cast<int>(warp), place.mask, warps_[warp].present);
}

Switch Block::meet(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc) {
  if (builtins.waited == Builtins::Waited::no) stop_row();
  const size_t index = running_warp();
  const uint32_t self = running_lane_bit();
  Warp& warp = warps_[index];
  if ((mask & self) == 0) [[unlikely]] {
    if (listener_ != nullptr) listener_->lane_outside_mask(builtins.thread, mask, pc);
    mask = self;
  }
  MeetingPlace& place = warp.place(mask);
  MeetingBuffer& buffer = place.buffers[place.turn];
  buffer.values[builtins.thread & 31] = value;
  waiting_[running_thread()].meeting = &buffer;
  place.arrived |= self;
  if (value != 0) place.votes |= self;
  place.work = work;
  place.what = what;
  place.pc = pc;
  if (place.arrived != (mask & warp.present)) return wait();
  complete(place, index, self);
  return {};
}

Switch arrive_at_barrier(bool vote) { return current_block->arrive(vote, __builtin_return_address(0)); }
BarrierResult barrier_result() { return current_block->barrier_result(); }

Switch arrive_at_meeting(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc) {
  return current_block->meet(mask, value, work, what, pc != nullptr ? pc : __builtin_return_address(0));
}

Meeting met() {
  const MeetingBuffer& meeting = current_block->meeting();
  return {meeting.values, meeting.came};
}

uint64_t met_value(int lane) {
  const MeetingBuffer& meeting = current_block->meeting();
  return meeting.values[(meeting.came >> lane & 1) != 0 ? lane : builtins.thread & 31];
}

uint32_t met_votes() { return current_block->meeting().votes; }

}  // namespace detail

uint32_t present_lanes() { return detail::current_block->present_lanes(); }

}  // namespace llmsys::simt
