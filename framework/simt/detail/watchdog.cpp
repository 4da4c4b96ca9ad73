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
  uint64_t progress = 0;
  Clock::time_point since;
};

class Watchdog {
 public:
  static Watchdog& instance() {
    static Watchdog watchdog;
    return watchdog;
  }

  void add(Block& block) {
    const std::lock_guard lock(mutex_);
    blocks_.push_back({&block, block.progress(), Clock::now()});
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
    const uint64_t progress = watched.block->progress();
    const Clock::time_point now = Clock::now();
    if (progress != watched.progress || !watched.block->busy()) {
      watched.progress = progress;
      watched.since = now;
    } else if (std::chrono::duration<double>(now - watched.since).count() > watched.block->patience()) {
      interrupt(*watched.block);
      watched.since = now;
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
