// Waiting for one another: barriers of the block and meetings in a warp.
#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

constexpr int kPollsInARow = 32;          // by one thread, before others get to run
constexpr unsigned kMeetingsInARow = 16;  // of one warp

}  // namespace

/// To another thread, until the running one is chosen again.
inline Switch Block::wait(const void* pc) {
  if (listener_ != nullptr) [[unlikely]]
    check_stack();
  FiberContext& context = waiting_[running_thread()].context;
  context.note_place(pc);
  const FiberContext& next = next_context();
  if (&next == &context) return {};
  return {&context, &next};
}

Switch Block::arrive(bool vote, const void* pc) {
  if (lockstep.may_begin()) {
    lockstep.round = Round::barrier;
    return lockstep.arrive(vote, pc);
  }
  leave_row();
  Warp& warp = warps_[running_warp()];
  warp.at_barrier |= running_lane_bit();
  votes_ += vote ? 1 : 0;
  if (listener_ != nullptr) [[unlikely]] {
    listener_->thread_arrived(builtins.thread, pc);
    if (warp.at_barrier == warp.present) listener_->warp_parked(builtins.thread / 32);
  }
  if (++arrived_ < live_ || at_grid_) return wait(pc);
  if (in_order() && live_ > 1) {  // goes on with its warp
    release_barrier();
    return wait(pc);
  }
  warp.at_barrier &= ~running_lane_bit();
  release_barrier();
  return {};
}

Switch Block::arrive_at_grid_barrier(const void* pc) {
  leave_row();
  at_grid_ = true;
  return arrive(false, pc);  // the last thread of the block, too, waits: for the other blocks
}

void Block::release_barrier() {
  if (at_grid_) return;  // when the other blocks have come, too: see wait_for_grid()
  barrier_result_ = {votes_, arrived_};
  arrived_ = votes_ = 0;
  note_progress();
  for (size_t warp = 0; warp < warps(); ++warp) {
    uint32_t& waiting = warps_[warp].at_barrier;
    if (waiting != 0) ready_.push({static_cast<int>(warp), waiting});
    waiting = 0;
  }
  if (listener_ != nullptr) listener_->block_synced(threads_ - live_);
}

/// Threads of a warp have ended: whoever waited for no other goes on.
void Block::lanes_left(size_t index) {
  Warp& warp = warps_[index];
  if (listener_ != nullptr && warp.present == (warp.at_barrier | warp.polling))
    listener_->warp_parked(static_cast<int>(index));
  if (arrived_ > 0 && arrived_ == live_) release_barrier();
  const auto check = [&](MeetingPlace& place) {
    if (place.arrived != 0 && place.arrived == (place.mask & warp.present)) complete(place, index, 0);
  };
  check(warp.all);
  for (MeetingPlace& place : warp.some) check(place);
}

/// Lanes that have met go on: their stacks are in the cache, so mostly before others.
void Block::release(const ReadyGroup& group) {
  if (in_order() && ++meetings_ % kMeetingsInARow != 0)
    ready_.push_front(group);
  else
    ready_.push(group);
}

/// All have come: those that wait can go on.
void Block::complete(MeetingPlace& place, size_t warp, uint32_t self) {
  const uint32_t came = place.arrived;
  MeetingBuffer& buffer = place.buffers[place.turn];
  buffer.came = came;
  buffer.votes = place.votes;
  if (place.work != nullptr) place.work(reinterpret_cast<const void* const*>(buffer.values), came);
  note_progress();
  place.turn ^= 1;
  place.arrived = place.votes = 0;
  if (came != self) release({static_cast<int>(warp), came & ~self});
  if (listener_ == nullptr) return;
  if (place.what != nullptr) listener_->warp_instruction(place.what, static_cast<int>(warp), came, place.pc);
  listener_->warp_synced(static_cast<int>(warp), place.mask, warps_[warp].present);
}

Switch Block::meet(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc) {
  const size_t index = running_warp();
  Warp& warp = warps_[index];
  if (lockstep.may_begin() && (mask & warp.present) == lockstep.lanes()) {
    MeetingPlace& place = warp.place(mask);
    lockstep.round = Round::meeting;
    lockstep.mask = mask;
    lockstep.buffer = &place.buffers[place.turn];
    return lockstep.bring(value, pc);
  }
  leave_row();
  const uint32_t self = running_lane_bit();
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
  if (place.arrived != (mask & warp.present)) return wait(pc);
  const bool goes_first = !in_order() || mask == self;
  complete(place, index, goes_first ? self : 0);
  return goes_first ? Switch{} : wait(pc);
}

/// Waits for __activemask() until nothing else can go on.
Switch Block::gather(const void* pc) {
  leave_row();
  warps_[running_warp()].gathering |= running_lane_bit();
  return wait(pc);
}

/// The thread has looked at memory and not found what it waits for.
void Block::poll(const void* pc) {
  const int thread = thread_number();
  begin_counts();
  if (poller_ != thread) polls_ = 0;
  poller_ = thread;
  if (++polls_ < kPollsInARow) return;
  polls_ = 0;
  leave_row();
  Warp& warp = warps_[running_warp()];
  warp.polling |= running_lane_bit();
  waiting_[running_thread()].polled_at = pc;
  if (listener_ != nullptr && warp.present == (warp.at_barrier | warp.polling))
    listener_->warp_parked(static_cast<int>(running_warp()));
  follow(wait(pc));
}

/// The listener holds the thread, until its warp's others have come as far as they can.
void Block::pause() {
  leave_row();
  warps_[running_warp()].paused |= running_lane_bit();
  release_paused(running_warp());
  follow(wait(__builtin_return_address(0)));
}

bool Block::release_paused(size_t index) {
  Warp& warp = warps_[index];
  if (warp.paused == 0 || warp.waiting() != warp.present) return false;
  listener_->warp_parked(static_cast<int>(index));
  ready_.push({static_cast<int>(index), warp.paused});
  warp.paused = 0;
  return true;
}

Switch arrive_at_barrier(bool vote) {
  const void* const pc = __builtin_return_address(0);
  if (lockstep.round == Round::barrier && lockstep.at != lockstep.last) [[likely]]
    return lockstep.arrive(vote, pc);
  return current_block->arrive(vote, pc);
}
Switch arrive_at_grid_barrier() {
  const void* const pc = __builtin_return_address(0);
  if (!current_block->grid().shape.cooperative) {
    current_block->abandon(
        {Fault::trap, pc,
         "grid.sync() in a launch that is not cooperative: its blocks need not be on the GPU together. "
         "Launch it with cudaLaunchCooperativeKernel()"});
  }
  return current_block->arrive_at_grid_barrier(pc);
}
BarrierResult barrier_result() { return current_block->barrier_result(); }

}  // namespace llmsys::simt::detail

void llmsys::simt::pause_lane() { detail::current_block->pause(); }
