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
  if (live_ == 0 && begin_block_here()) return begin_threads();
  reason_ = live_ > 0 ? Reason::stalled : Reason::finished;
  leave_fiber(own_);
}

/// The next block, without going back to the worker's stack in between; false if that has to be.
bool Block::begin_block_here() {
  if (listener_ != nullptr || one_by_one_ || random_ != 0 || grid_->wants_help()) return false;
  end_block();
  builtins.row = nullptr;
  return begin_block();
}

int Block::begin_threads() {
  if (random_ != 0) {
    begin_any_thread();
    return 1;
  }
  const unsigned width = static_cast<unsigned>(builtins.block_size.x);
  row_first_ = fresh_;
  const bool one_by_one = listener_ != nullptr || grid_->kernel.traced || one_by_one_ || overflows_;
  row_count_ = one_by_one ? 1 : static_cast<int>(width - fresh_index_.x);
  builtins.thread = fresh_;
  builtins.thread_index = fresh_index_;
  fresh_ += row_count_;
  fresh_index_.x += static_cast<unsigned>(row_count_);
  if (fresh_index_.x == width) {
    fresh_index_.x = 0;
    if (++fresh_index_.y == static_cast<unsigned>(builtins.block_size.y)) {
      fresh_index_.y = 0;
      ++fresh_index_.z;
    }
  }
  return overflows_ ? kOverflows : row_count_;
}

void Block::begin_any_thread() {
  row_first_ = order_[static_cast<size_t>(fresh_++)];
  row_count_ = 1;
  builtins.thread = row_first_;
  builtins.thread_index = index_of(row_first_, block_size());
}

/// Looked up when a thread goes on.
void Block::number_threads() {
  const dim3 size = block_size();
  if (numbered_.x == size.x && numbered_.y == size.y && numbered_.z == size.z) return;
  numbered_ = size;
  int thread = 0;
  for (unsigned z = 0; z < size.z; ++z) {
    for (unsigned y = 0; y < size.y; ++y) {
      for (unsigned x = 0; x < size.x; ++x, ++thread) numbers_[static_cast<size_t>(thread)] = {uint3{x, y, z}, thread};
    }
  }
}

/// The thread that runs is about to wait: those before it in its row have ended, those behind it are fresh again.
void Block::stop_row() {
  const auto first = static_cast<unsigned>(builtins.thread_index.x);
  const unsigned x = row_count_ == 1 ? first : builtins.row();  // after a fault, row() may not know yet
  const int before = static_cast<int>(x - first);
  builtins.row = nullptr;
  builtins.thread_index.x = Number(x);
  builtins.thread += before;
  end_threads(row_first_, before);
  if (row_count_ - before > 1) {
    fresh_ = builtins.thread + 1;
    fresh_index_ = builtins.thread_index;
    ++fresh_index_.x;
  }
}

/// Warps are looked after only once a thread of the block waits.
void Block::begin_waiting() {
  has_waited_ = true;
  number_threads();
  begin_warps();
  const int ended = random_ == 0 ? builtins.thread : fresh_ - 1;
  for (int place = 0; place < ended; ++place) {
    const int thread = random_ == 0 ? place : order_[static_cast<size_t>(place)];
    warps_[static_cast<size_t>(thread) / 32].present &= ~(uint32_t{1} << (thread & 31));
  }
}

/// What ran on this fiber has ended: a row of threads, or the one of it that has waited.
void Block::end_threads() {
  if (builtins.row != nullptr)
    end_threads(row_first_, row_count_);
  else if (builtins.thread >= 0)
    end_threads(builtins.thread, 1);
}

void Block::end_threads(int first, int count) {
  if (count == 0) return;
  live_ -= count;
  note_progress();
  if (listener_ != nullptr) {
    check_stack();
    listener_->thread_ended(first);
  }
  if (!has_waited_) return;
  const int end = first + count;
  for (int at = first; at < end; at = (at / 32 + 1) * 32) {
    const uint32_t from_here = kAllLanes << (at & 31);
    const uint32_t to_here = end - at / 32 * 32 >= 32 ? kAllLanes : (uint32_t{1} << (end & 31)) - 1;
    warps_[static_cast<size_t>(at) / 32].present &= ~(from_here & to_here);
  }
  for (int at = first; at < end; at = (at / 32 + 1) * 32) lanes_left(static_cast<size_t>(at) / 32);
}

const FiberContext& Block::fresh_fiber() {
  builtins.row = nullptr;
  builtins.thread = -1;  // none yet
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
  builtins.row = nullptr;
  waiting_[(thread + 1) % kMaxThreads].context.prefetch();  // likely the one after this
  return waiting_[thread].context;
}

void Block::leave_fiber(const FiberContext& to) {
  stacks_.give_back(stacks_.find(__builtin_frame_address(0)));
  switch_fiber(fresh_context_, to);  // never resumed
  __builtin_unreachable();
}

/// In the traced variant, at each wait and end: who overflowed is known then.
void Block::check_stack() {
  if (!stacks_.overflowed_around(__builtin_frame_address(0))) return;
  const Abandonment why{Fault::stack_overflow, nullptr, ""};
  abandon(why);
}

uint32_t Block::present_lanes() {
  leave_row();
  return warps_[running_warp()].present;
}

unsigned x_in_row() { return builtins.row(); }
int next_threads() { return current_block->next_threads(); }

}  // namespace llmsys::simt::detail
