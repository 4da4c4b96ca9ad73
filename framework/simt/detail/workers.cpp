#include "framework/simt/detail/workers.h"

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

Workers& Workers::instance() {
  static Workers workers;
  return workers;
}

bool Workers::help(Grid& grid, int helpers) {
  {
    const std::lock_guard lock(mutex_);
    if (grid_ != nullptr) return false;
    grid_ = &grid;
    to_start_ = helpers;
    while (static_cast<int>(threads_.size()) < helpers)
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
  wanted_.notify_all();
  return true;
}

void Workers::finish(const Grid& grid) {
  std::unique_lock lock(mutex_);
  if (grid_ != &grid) return;
  to_start_ = 0;  // who has not begun need not
  done_.wait(lock, [&] { return running_ == 0; });
  grid_ = nullptr;
}

void Workers::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (wanted_.wait(lock, stop, [&] { return to_start_ > 0; })) {
    --to_start_;
    ++running_;
    Grid& grid = *grid_;
    lock.unlock();
    grid.residents.enter();
    run_blocks(grid);
    grid.residents.leave();
    lock.lock();
    if (--running_ == 0) done_.notify_all();
  }
}

}  // namespace llmsys::simt::detail
