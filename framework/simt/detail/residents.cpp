#include "framework/simt/detail/residents.h"

#include <algorithm>
#include <system_error>

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

void Residents::enter() {
  const std::lock_guard lock(mutex_);
  most_turns_ = std::max(most_turns_, ++turns_);
}

/// Has the first of a queue go on.
void Residents::call_up(std::deque<Seat*>& queue, Outcome outcome) {
  Seat& seat = *queue.front();
  queue.pop_front();
  seat.may_go = true;
  seat.outcome = outcome;
  seat.turn.notify_one();
}

/// Gives the caller's turn to another; false if there is nobody.
bool Residents::hand_on() {
  if (!grid_.begun() && runners_.size() < kMaxRunners) {
    try {
      runners_.emplace_back([this] {
        Block(grid_.stack_bytes, Stacks::Pages::small).run(grid_);
        leave();
      });
      return true;
    } catch (const std::system_error&) {  // no more threads: those there are have to do
    }
  }
  if (waiting_.empty()) return false;
  call_up(waiting_, Outcome::resumed);
  return true;
}

void Residents::leave() {
  const std::lock_guard lock(mutex_);
  if (failed_ || hand_on() || --turns_ > 0 || at_grid_.empty()) return;
  ++turns_;
  call_up(at_grid_, Outcome::deadlocked);
}

Residents::Outcome Residents::sit(std::deque<Seat*>& queue, std::unique_lock<std::mutex>& lock) {
  Seat seat;
  queue.push_back(&seat);
  seat.turn.wait(lock, [&] { return seat.may_go || failed_; });
  return failed_ ? Outcome::failed : seat.outcome;
}

Residents::Outcome Residents::wait_for_others() {
  std::unique_lock lock(mutex_);
  if (failed_) return Outcome::failed;
  return hand_on() ? sit(waiting_, lock) : Outcome::alone;
}

Residents::Outcome Residents::wait_for_grid() {
  std::unique_lock lock(mutex_);
  if (failed_) return Outcome::failed;
  if (static_cast<int64_t>(at_grid_.size()) + 1 == blocks_) {
    waiting_.swap(at_grid_);  // nobody else waits: all blocks are here
    for (; turns_ < most_turns_ && !waiting_.empty(); ++turns_) call_up(waiting_, Outcome::resumed);
    return Outcome::released;
  }
  if (!hand_on() && --turns_ == 0) {
    ++turns_;
    return Outcome::deadlocked;
  }
  return sit(at_grid_, lock);
}

void Residents::fail() {
  const std::lock_guard lock(mutex_);
  failed_ = true;
  for (Seat* seat : waiting_) seat->turn.notify_one();
  for (Seat* seat : at_grid_) seat->turn.notify_one();
}

void Residents::join() {
  for (size_t i = 0;; ++i) {
    std::unique_lock lock(mutex_);
    if (i == runners_.size()) return;
    std::jthread runner = std::move(runners_[i]);
    lock.unlock();
    runner.join();
  }
}

int64_t Residents::at_grid_barrier() {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(at_grid_.size());
}

}  // namespace llmsys::simt::detail
