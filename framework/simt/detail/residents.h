/// @file
/// Blocks that wait for other blocks: at grid.sync(), or because they spin until another block has done something.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace llmsys::simt::detail {

class Grid;

/// A block that waits keeps its operating system thread, as its shared memory belongs to that. It hands its turn on: to a
/// new operating system thread, which begins further blocks, or to another that waits. So there are as many turns as workers,
/// and with one worker everything happens in one order.
class Residents {
 public:
  static constexpr size_t kMaxRunners = 4096;

  /// @param blocks  of the grid
  Residents(int64_t blocks, Grid& grid) : blocks_(blocks), grid_(grid) {}

  /// What came of waiting.
  enum class Outcome {
    resumed,     ///< others have run meanwhile
    alone,       ///< nobody else could
    released,    ///< grid.sync(): all blocks had come; this was the last
    deadlocked,  ///< grid.sync(): nobody is left who could come
    failed       ///< the launch was given up meanwhile
  };

  /// One more worker takes part.
  void enter();
  /// A worker has run out of blocks: its turn goes to a block that waits.
  void leave();
  /// Lets others run first.
  Outcome wait_for_others();
  /// Waits until all blocks have called this.
  Outcome wait_for_grid();
  /// Has everybody who waits come back with Outcome::failed.
  void fail();
  /// Waits for all that wait_for_others() and wait_for_grid() started.
  void join();
  /// Blocks that wait at the grid's barrier now.
  [[nodiscard]] int64_t at_grid_barrier();

 private:
  struct Seat {
    std::condition_variable turn;
    bool may_go = false;
    Outcome outcome = Outcome::resumed;
  };

  bool hand_on();
  void call_up(std::deque<Seat*>& queue, Outcome outcome);
  Outcome sit(std::deque<Seat*>& queue, std::unique_lock<std::mutex>& lock);

  const int64_t blocks_;
  Grid& grid_;
  std::mutex mutex_;
  std::deque<Seat*> waiting_;  // may go on when it is their turn
  std::deque<Seat*> at_grid_;  // may not before all have come
  int turns_ = 0;              // workers that run,
  int most_turns_ = 0;         //   and those there have been
  bool failed_ = false;
  std::vector<std::jthread> runners_;
};

}  // namespace llmsys::simt::detail
