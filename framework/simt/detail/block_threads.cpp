// Beginning, ending and choosing threads.
#include <algorithm>
#include <bit>
#include <climits>

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

thread_local constinit unsigned row_length = 0;
thread_local constinit bool row_overflows = false;
thread_local constinit unsigned blocks_ahead = 0;
thread_local constinit std::atomic<uint64_t> rows_ended{0};

namespace {

constexpr int64_t kMaxRun = 16;  // blocks

}  // namespace

void Block::fiber_main() {
  const Grid& grid = *current_block->grid_;
  grid.kernel.thread_loop(grid.closure);
  __builtin_unreachable();  // next_threads() does not return when there are none
}

Switch Block::next_threads() {
  if (row_count_ == threads_ && begin_same_row()) return {};
  if (lockstep.may_begin()) lockstep.round = Round::end;
  if (lockstep.round == Round::end && lockstep.at != lockstep.last) return lockstep.step(nullptr);
  if (lockstep.round != Round::none) break_step();
  end_threads();
  if (ready_lanes_ != 0 || !ready_.empty()) return park(next_context());
  if (fresh_ == threads_ && (live_ > 0 || !begin_block_here())) {
    reason_ = live_ > 0 ? Reason::stalled : Reason::finished;
    return park(own_);
  }
  if (!begin_in_step(true)) begin_threads();
  return {};
}

/// The block was one row that never waited. So is the next one: that only its number changes is most of what makes a kernel
/// without barriers quick. False if that is not so, or there is none.
bool Block::begin_same_row() {
  if (builtins.row == nullptr || has_waited_ || !in_order() || one_by_one_ || overflows_ || grid_->wants_help())
    return false;
  const Run run = grid_->next_blocks(std::clamp<int64_t>(grid_->shape.grid.x / 4, 1, kMaxRun));
  if (run.count == 0) return false;  // the next call has the same answer
  note_end();
  set_block(run.first);
  if (!overflows_) {
    begin_run(run);
    return true;
  }
  if (run.count > 1) grid_->give_back({run.first + 1, run.count - 1});
  fresh_ = 0;
  fresh_index_ = {0, 0, 0};
  begin_threads();
  return true;
}

/// The thread loop itself goes on with the other blocks, as far as their blockIdx differs in x only.
void Block::begin_run(Run run) {
  const auto width = static_cast<unsigned>(builtins.block_size.x);
  const unsigned end = std::min(static_cast<unsigned>(builtins.grid_size.x), (INT_MAX - 2 * kMaxThreads) / width + 1);
  blocks_ahead = std::min(static_cast<unsigned>(run.count), end - static_cast<unsigned>(builtins.block_index.x)) - 1;
  const int begun = 1 + static_cast<int>(blocks_ahead);
  if (run.count > begun) grid_->give_back({run.first + begun, run.count - begun});
}

/// This block takes longer: others may have those behind it.
void Block::give_back_run() {
  if (blocks_ahead > 0) grid_->give_back({builtins.block + 1, static_cast<int>(blocks_ahead)});
  blocks_ahead = 0;
}

/// The running fiber is free.
Switch Block::park(const FiberContext& next) { return {&free_fibers_[free_++], &next}; }

FiberContext Block::free_fiber() {
  if (free_ > 0) return free_fibers_[--free_];
  return make_fiber(stacks_.top(stacks_.take()), fiber_main);
}

/// Fresh threads, on another fiber.
const FiberContext& Block::begin_on_fiber() {
  if (begin_in_step(false)) return lockstep.at->context;
  begin_threads();
  return fresh_context_ = free_fiber();
}

/// The next block, without going back to the worker's stack in between; false if that has to be.
bool Block::begin_block_here() {
  if (listener_ != nullptr || one_by_one_ || random_ != 0 || grid_->wants_help()) return false;
  end_block();
  builtins.row = nullptr;
  return begin_block();
}

void Block::begin_threads() {
  builtins.row = nullptr;
  if (random_ != 0)
    begin_any_thread();
  else
    begin_row();
  row_length = static_cast<unsigned>(row_count_);
  row_overflows = overflows_;
}

void Block::begin_row() {
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
      for (unsigned x = 0; x < size.x; ++x, ++thread) {
        waiting_[static_cast<size_t>(thread)].index = uint3{x, y, z};
        waiting_[static_cast<size_t>(thread)].number = thread;
      }
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
  give_back_run();
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
  if (builtins.row != nullptr && row_count_ > 1)
    end_threads(row_first_, row_count_);
  else
    end_threads(builtins.thread, 1);
}

void Block::end_threads(int first, int count) {
  if (count == 0) return;
  live_ -= count;
  note_end();
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
      if (fresh_ < threads_) return begin_on_fiber();
      reason_ = Reason::stalled;
      return own_;
    }
    take_group();
    if (in_order() && Lockstep::fits(ready_lanes_)) return fall_into_step();
  }
  const unsigned lane =
      (static_cast<unsigned>(std::countr_zero(std::rotr(ready_lanes_, static_cast<int>(rotation_)))) + rotation_) % 32;
  ready_lanes_ &= ~(uint32_t{1} << lane);
  const size_t thread = static_cast<size_t>(ready_warp_) * 32 + lane;
  waiting_[thread].enter();
  waiting_[thread + 1].context.prefetch();  // likely the one after this
  return waiting_[thread].context;
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
Switch next_threads() { return current_block->next_threads(); }

}  // namespace llmsys::simt::detail
