#include "framework/simt/detail/watchdog.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "framework/simt/detail/block.h"
#include "framework/simt/detail/signals.h"

namespace llmsys::simt::detail {

namespace {

using Clock = std::chrono::steady_clock;

/// A block and when it was last seen to do something.
struct Watched {
  Block* block;
  uint64_t progress = 0, ended = 0;
  Clock::time_point since, ended_since;
};

/// Threads may meet so many times longer than one may run on, without any of them ending.
constexpr double kMeetingPatience = 6;

class Watchdog {
 public:
  static Watchdog& instance() {
    static Watchdog watchdog;
    return watchdog;
  }

  void add(Block& block) {
    const std::lock_guard lock(mutex_);
    blocks_.push_back({&block, block.progress(), block.ended(), Clock::now(), Clock::now()});
    if (!thread_.joinable()) thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
  }

  void remove(const Block& block) {
    const std::lock_guard lock(mutex_);
    std::erase_if(blocks_, [&](const Watched& watched) { return watched.block == &block; });
  }

 private:
  void watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      double pause = 0.25;  // seconds
      for (Watched& watched : blocks_) {
        look(watched);
        pause = std::min(pause, watched.block->patience() / 4);
      }
      wake_.wait_for(lock, stop, std::chrono::duration<double>(std::max(pause, 0.01)), [] { return false; });
    }
  }

  static void look(Watched& watched) {
    const Block& block = *watched.block;
    const Clock::time_point now = Clock::now();
    const auto seconds_since = [&](Clock::time_point then) {
      return std::chrono::duration<double>(now - then).count();
    };
    if (const uint64_t progress = block.progress(); progress != watched.progress || !block.busy()) {
      watched.progress = progress;
      watched.since = now;
    } else if (seconds_since(watched.since) > block.patience()) {
      interrupt(block, Endless::running);
      watched.since = now;
    }
    if (const uint64_t ended = block.ended(); ended != watched.ended || !block.busy() || block.observed()) {
      watched.ended = ended;
      watched.ended_since = now;
    } else if (seconds_since(watched.ended_since) > kMeetingPatience * block.patience()) {
      interrupt(block, Endless::meeting);
      watched.ended_since = now;
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<Watched> blocks_;
  std::jthread thread_;
};

}  // namespace

void watch(Block& block) { Watchdog::instance().add(block); }
void forget(Block& block) { Watchdog::instance().remove(block); }

}  // namespace llmsys::simt::detail
