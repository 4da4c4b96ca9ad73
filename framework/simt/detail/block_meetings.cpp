// Waiting for one another: barriers of the block and meetings in a warp.
#include "framework/simt/detail/block.h"

namespace llmsys::simt {
namespace detail {

/// Lets others run until the running thread is chosen again.
inline void Block::wait(const void* pc) {
  const uint3 index = builtins.thread_index;
  const int thread = builtins.thread;
  Waiting& self = waiting_[static_cast<size_t>(thread)];
  self.pc = pc;
  llmsys_simt_switch(&self.context, next_context());
  builtins.thread_index = index;
  builtins.thread = thread;
  builtins.waited = Builtins::Waited::yes;
}

BarrierResult Block::barrier(bool vote, const void* pc) {
  if (builtins.waited == Builtins::Waited::no) stop_row();
  Warp& warp = warps_[running_warp()];
  warp.at_barrier |= running_lane_bit();
  votes_ += vote ? 1 : 0;
  if (listener_ != nullptr) [[unlikely]] {
    listener_->thread_arrived(builtins.thread, pc);
    if (warp.at_barrier == warp.present) listener_->warp_parked(builtins.thread / 32);
  }
  if (++arrived_ == live_) {
    warp.at_barrier &= ~running_lane_bit();
    release_barrier();
  } else {
    wait(pc);
  }
  return barrier_result_;
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
  place.came[place.turn] = came;
  if (place.work != nullptr) place.work(reinterpret_cast<const void* const*>(place.values[place.turn]), came);
  place.turn ^= 1;
  place.arrived = 0;
  if (came != self) ready_.push({static_cast<int>(warp), came & ~self});
  if (listener_ == nullptr) return;
  if (place.what != nullptr) listener_->warp_instruction(place.what, static_cast<int>(warp), came, place.pc);
  listener_->warp_synced(static_cast<int>(warp), place.mask, warps_[warp].present);
}

Meeting Block::meet(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc) {
  if (builtins.waited == Builtins::Waited::no) stop_row();
  const size_t index = running_warp();
  const uint32_t self = running_lane_bit();
  Warp& warp = warps_[index];
  if ((mask & self) == 0) [[unlikely]] {
    if (listener_ != nullptr) listener_->lane_outside_mask(builtins.thread, mask, pc);
    mask = self;
  }
  MeetingPlace& place = warp.place(mask);
  const uint32_t turn = place.turn;
  place.values[turn][builtins.thread & 31] = value;
  place.arrived |= self;
  place.work = work;
  place.what = what;
  place.pc = pc;
  if (place.arrived == (mask & warp.present)) {
    complete(place, index, self);
  } else {
    wait(pc);
  }
  return {place.values[turn], place.came[turn]};
}

}  // namespace detail

Meeting meet(uint32_t mask, uint64_t value, const char* what, const void* pc) {
  if (pc == nullptr) pc = __builtin_return_address(0);
  return detail::current_block->meet(mask, value, nullptr, what, pc);
}

uint64_t exchange(uint32_t mask, uint64_t value, int source, const char* what, const void* pc) {
  if (pc == nullptr) pc = __builtin_return_address(0);
  const Meeting meeting = detail::current_block->meet(mask, value, nullptr, what, pc);
  return (meeting.mask >> source & 1) != 0 ? meeting.values[source] : value;
}

uint32_t ballot(uint32_t mask, bool value, const char* what, const void* pc) {
  if (pc == nullptr) pc = __builtin_return_address(0);
  const Meeting meeting = detail::current_block->meet(mask, value ? 1 : 0, nullptr, what, pc);
  uint32_t lanes = 0;
  for (unsigned lane = 0; lane < 32; ++lane) lanes |= static_cast<uint32_t>(meeting.values[lane]) << lane;
  return lanes & meeting.mask;
}

void meet_and_work(uint32_t mask, const void* in, void (*work)(const void* const* in, uint32_t mask), const char* what,
                   const void* pc) {
  if (pc == nullptr) pc = __builtin_return_address(0);
  detail::current_block->meet(mask, reinterpret_cast<uintptr_t>(in), work, what, pc);
}

uint32_t present_lanes() { return detail::current_block->present_lanes(); }

}  // namespace llmsys::simt
