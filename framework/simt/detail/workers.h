/// @file
/// The operating system threads that help with a launch.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace llmsys::simt::detail {

class Grid;

/// Waits for launches, one at a time: whoever launches while another launch has the helpers runs alone.
class Workers {
 public:
  /// The program's.
  static Workers& instance();

  /// Has `helpers` threads run blocks of `grid`, too. False if they have something else to do.
  bool help(Grid& grid, int helpers);
  /// Returns when none of them has to do with `grid` any more.
  void finish(const Grid& grid);

 private:
  void work(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any wanted_, done_;
  Grid* grid_ = nullptr;
  int to_start_ = 0, running_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace llmsys::simt::detail
