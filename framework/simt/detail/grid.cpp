#include "framework/simt/detail/grid.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "framework/simt/detail/workers.h"

namespace llmsys::simt::detail {

Grid::Grid(const LaunchShape& launch_shape, const KernelCode& kernel_code, const void* kernel_closure,
           size_t stack_size, int workers)
    : shape(launch_shape),
      kernel(kernel_code),
      closure(kernel_closure),
      threads(static_cast<int>(shape.block.x * shape.block.y * shape.block.z)),
      order(executor_options().order),
      listener(observer()),
      stack_bytes(stack_size),
      residents(int64_t{shape.grid.x} * shape.grid.y * shape.grid.z, *this),
      blocks_(int64_t{shape.grid.x} * shape.grid.y * shape.grid.z),
      workers_(workers),
      may_get_help_(workers > 1 && blocks_ > 1) {
  if (order == 0) return;
  uint64_t state = order;
  do {
    stride_ = 1 + static_cast<int64_t>(next_random(state) % static_cast<uint64_t>(blocks_));
  } while (std::gcd(stride_, blocks_) != 1);
  offset_ = static_cast<int64_t>(next_random(state) % static_cast<uint64_t>(blocks_));
}

/// Waking others costs more than a small launch: so only when it has taken a while.
void Grid::get_help() {
  constexpr std::chrono::microseconds kAlone(10);
  const auto now = std::chrono::steady_clock::now();
  if (began_ == std::chrono::steady_clock::time_point{}) began_ = now;
  if (now - began_ < kAlone) return;
  may_get_help_ = false;
  const int64_t left = blocks_ - next_.load(std::memory_order_relaxed);
  Workers::instance().help(*this, static_cast<int>(std::min<int64_t>(workers_ - 1, left)));
}

void Grid::give_back(Run run) {
  const std::lock_guard lock(mutex_);
  if (failed()) return;
  returned_.push_back(run);
  has_returned_.store(true, std::memory_order_relaxed);
}

Run Grid::take_returned(int64_t most) {
  const std::lock_guard lock(mutex_);
  if (returned_.empty()) return {-1, 0};
  Run& rest = returned_.back();
  const Run run{rest.first, static_cast<int>(std::min<int64_t>(most, rest.count))};
  rest = {rest.first + run.count, rest.count - run.count};
  if (rest.count == 0) returned_.pop_back();
  has_returned_.store(!returned_.empty(), std::memory_order_relaxed);
  return run;
}

void Grid::fail(FaultReport report) {
  {
    const std::lock_guard lock(mutex_);
    if (failed()) return;
    fault_ = std::move(report);
    returned_.clear();
    has_returned_.store(false, std::memory_order_relaxed);
    next_.store(blocks_, std::memory_order_relaxed);
    failed_.store(true, std::memory_order_release);
  }
  residents.fail();
}

}  // namespace llmsys::simt::detail
