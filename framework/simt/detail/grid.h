/// @file
/// One launch as the workers that share it see it.
#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

#include "framework/simt/detail/residents.h"
#include "framework/simt/execute.h"

namespace llmsys::simt::detail {

/// Blocks one after another.
struct Run {
  int first;  ///< -1: none
  int count;
};

/// Which blocks are still to be run, and what went wrong.
class Grid {
 public:
  /// @param stack_size  of a thread, in bytes    @param workers  operating system threads at a time, the caller's among them
  Grid(const LaunchShape& launch_shape, const KernelCode& kernel_code, const void* kernel_closure, size_t stack_size,
       int workers);

  const LaunchShape& shape;
  const KernelCode& kernel;
  const void* const closure;
  const int threads;                  ///< of a block
  const uint64_t order;               ///< seed of the permutation; 0: none
  ExecutionObserver* const listener;  ///< or null
  const size_t stack_bytes;           ///< of a thread
  Residents residents;                ///< blocks that wait for other blocks

  /// The next block to run, or -1.
  int next_block() { return next_blocks(1).first; }
  /// Likewise, with those behind it: at most so many in all, fewer when few are left. Blocks are in order then.
  Run next_blocks(int64_t most) {
    if (may_get_help_) [[unlikely]]
      get_help();
    if (has_returned_.load(std::memory_order_relaxed)) [[unlikely]] {
      if (const Run run = take_returned(most); run.count > 0) return run;
    }
    if (most > 1)
      most = std::clamp((blocks_ - next_.load(std::memory_order_relaxed)) / (2 * workers_), int64_t{1}, most);
    const int64_t place = next_.fetch_add(most, std::memory_order_relaxed);
    if (place >= blocks_) return {-1, 0};
    return {block_at(place), static_cast<int>(std::min(most, blocks_ - place))};
  }
  /// Those of next_blocks() that will not be begun by who got them.
  void give_back(Run run);
  /// Whether next_block() may start other threads, which takes a large stack.
  [[nodiscard]] bool wants_help() const { return may_get_help_; }
  /// Whether all blocks have begun.
  [[nodiscard]] bool begun() const {
    return next_.load(std::memory_order_relaxed) >= blocks_ && !has_returned_.load(std::memory_order_relaxed);
  }
  /// Keeps the first fault and lets no further block begin.
  void fail(FaultReport report);
  /// Whether fail() was called.
  [[nodiscard]] bool failed() const { return failed_.load(std::memory_order_acquire); }
  /// What it was told. Once all workers have stopped.
  [[nodiscard]] const FaultReport& fault() const { return fault_; }
  /// In all.
  [[nodiscard]] int64_t blocks() const { return blocks_; }

  /// Tells that something happened in a block that others may have waited for.
  void note_progress() { progress_.fetch_add(1, std::memory_order_relaxed); }
  /// Changes with each note_progress().
  [[nodiscard]] int64_t progress() const { return progress_.load(std::memory_order_relaxed); }

 private:
  [[nodiscard]] int block_at(int64_t place) const {
    return static_cast<int>(order == 0 ? place : (place * stride_ + offset_) % blocks_);
  }

  void get_help();
  Run take_returned(int64_t most);

  const int64_t blocks_;
  const int workers_;
  bool may_get_help_;  // changed by the caller's thread, and only while it is alone
  std::chrono::steady_clock::time_point began_{};
  int64_t stride_ = 1, offset_ = 0;  // block_at() when permuted: stride_ and blocks_ have no common divisor
  std::atomic<int64_t> next_{0};
  std::atomic<bool> has_returned_{false};
  std::atomic<bool> failed_{false};
  std::atomic<int64_t> progress_{0};
  std::mutex mutex_;
  std::vector<Run> returned_;
  FaultReport fault_;
};

/// Numbers that look random: the next of a sequence (SplitMix64).
inline uint64_t next_random(uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

}  // namespace llmsys::simt::detail
