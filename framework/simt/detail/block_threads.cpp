// Beginning, ending and choosing threads.
#include <algorithm>
#include <bit>

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

void Block::fiber_main() {
  const Grid& grid = *current_block->grid_;
  grid.kernel.thread_loop(grid.closure);
  __builtin_unreachable();  // next_threads() does not return when there are none
}

int Block::next_threads() {
  end_threads();
  if (ready_lanes_ != 0 || !ready_.empty()) leave_fiber(next_context());
  if (fresh_ < threads_) return begin_threads();
  reason_ = live_ > 0 ? Reason::stalled : Reason::finished;
  leave_fiber(own_);
}

int Block::begin_threads() {
  if (random_ != 0) {
    begin_any_thread();
    return 1;
  }
  const unsigned width = builtins.block_size.x;
  const int lanes_left = 32 - (fresh_ & 31);
  const int row_left = static_cast<int>(width - fresh_index_.x);
  row_first_ = fresh_;
  row_count_ = listener_ != nullptr ? 1 : std::min(lanes_left, row_left);
  builtins.thread = fresh_;
  builtins.thread_index = fresh_index_;
  fresh_ += row_count_;
  fresh_index_.x += static_cast<unsigned>(row_count_);
  if (fresh_index_.x == width) {
    fresh_index_.x = 0;
    if (++fresh_index_.y == builtins.block_size.y) {
      fresh_index_.y = 0;
      ++fresh_index_.z;
    }
  }
  return row_count_;
}

void Block::begin_any_thread() {
  row_first_ = order_[static_cast<size_t>(fresh_++)];
  row_count_ = 1;
  builtins.thread = row_first_;
  builtins.thread_index = index_of(row_first_, builtins.block_size);
}

/// Looked up when a thread goes on.
void Block::number_threads() {
  const dim3& size = builtins.block_size;
  if (numbered_.x == size.x && numbered_.y == size.y && numbered_.z == size.z) return;
  numbered_ = size;
  int thread = 0;
  for (unsigned z = 0; z < size.z; ++z) {
    for (unsigned y = 0; y < size.y; ++y) {
      for (unsigned x = 0; x < size.x; ++x, ++thread) numbers_[static_cast<size_t>(thread)] = {{x, y, z}, thread};
    }
  }
}

/// The thread that runs is about to wait: those before it in its row have ended, those behind it are fresh again.
void Block::stop_row() {
  const int thread = builtins.thread;
  const int before = thread - row_first_;
  if (before > 0) {
    warps_[running_warp()].present &= ~(((uint32_t{1} << before) - 1) << (row_first_ & 31));
    live_ -= before;
    if (has_waited_) lanes_left(running_warp());
  }
  if (row_count_ - before > 1) {
    fresh_ = thread + 1;
    fresh_index_ = builtins.thread_index;
    ++fresh_index_.x;
  }
  row_count_ = 0;
  if (!has_waited_) number_threads();
  has_waited_ = true;
  builtins.waited = Builtins::Waited::yes;
}

/// What ran on this fiber has ended: one thread that has waited, or a row of threads of which none has.
void Block::end_threads() {
  if (builtins.waited == Builtins::Waited::yes) {
    row_first_ = builtins.thread;
    row_count_ = 1;
  }
  if (row_count_ == 0) return;
  const size_t warp = static_cast<size_t>(row_first_) / 32;
  const uint32_t lanes = (row_count_ == 32 ? kAllLanes : (uint32_t{1} << row_count_) - 1) << (row_first_ & 31);
  warps_[warp].present &= ~lanes;
  live_ -= row_count_;
  row_count_ = 0;
  note_progress();
  if (listener_ != nullptr) {
    check_stack();
    listener_->thread_ended(row_first_);
  }
  if (has_waited_) lanes_left(warp);
}

const FiberContext& Block::fresh_fiber() {
  row_count_ = 0;
  builtins.waited = Builtins::Waited::no;
  return fresh_context_ = make_fiber(stacks_.top(stacks_.take()), fiber_main);
}

void Block::take_group() {
  if (random_ != 0) {
    ready_.bring_forward(static_cast<uint32_t>(next_random(random_) % ready_.size()));
    rotation_ = static_cast<unsigned>(next_random(random_) % 32);
  }
  const ReadyGroup group = ready_.pop();
  ready_warp_ = group.warp;
  ready_lanes_ = group.lanes;
}

const FiberContext& Block::next_context() {
  if (ready_lanes_ == 0) [[unlikely]] {
    if (ready_.empty()) {
      if (fresh_ < threads_) return fresh_fiber();
      reason_ = Reason::stalled;
      return own_;
    }
    take_group();
  }
  const unsigned lane =
      (static_cast<unsigned>(std::countr_zero(std::rotr(ready_lanes_, static_cast<int>(rotation_)))) + rotation_) % 32;
  ready_lanes_ &= ~(uint32_t{1} << lane);
  const size_t thread = static_cast<size_t>(ready_warp_) * 32 + lane;
  builtins.thread_index = numbers_[thread].index;
  builtins.thread = numbers_[thread].thread;
  builtins.waited = Builtins::Waited::yes;
  const void* stack = waiting_[(thread + 1) % kMaxThreads].context.stack;  // likely the one after this
  __builtin_prefetch(stack, 1);
  __builtin_prefetch(static_cast<const std::byte*>(stack) + 64, 1);
  return waiting_[thread].context;
}

void Block::leave_fiber(const FiberContext& to) {
  stacks_.give_back(stacks_.find(__builtin_frame_address(0)));
  switch_fiber(fresh_context_, to);  // never resumed
  __builtin_unreachable();
}

/// In the traced variant, at each wait and end: who overflowed is known then.
void Block::check_stack() {
  if (!stacks_.overflowed(stacks_.find(__builtin_frame_address(0)))) return;
  const Abandonment why{Fault::stack_overflow, nullptr, ""};
  abandon(why);
}

int next_threads() { return current_block->next_threads(); }

}  // namespace llmsys::simt::detail
