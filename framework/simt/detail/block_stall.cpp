// When none of a block's threads can go on by itself.
#include <algorithm>
#include <map>
#include <thread>

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

constexpr int kRoundsAlone = 4;  // of all that poll, before other blocks get to run
constexpr int kIdleRounds =
    1000;  // before a traced kernel is said to spin: counted, so that reports are the same each time

}  // namespace

/// Finds threads that can go on; false if there are none.
bool Block::resolve_stall() {
  bool held = false;
  for (size_t warp = 0; warp < warps(); ++warp) held |= release_paused(warp);
  if (held) return true;
  if (release_gathered()) return true;
  if (first_polling() >= 0) return poll_again();
  if (at_grid_ && arrived_ == live_) return wait_for_grid();
  return fail(Fault::deadlock, -1, nullptr, "deadlock: no thread can go on. " + describe_waiting());
}

/// Lanes of a warp that wait in __activemask() at the same place run together from here on.
bool Block::release_gathered() {
  bool any = false;
  for (size_t warp = 0; warp < warps(); ++warp) {
    std::map<size_t, uint32_t> groups;  // by the first lane of each
    for (size_t lane = 0; lane < 32; ++lane) {
      if ((warps_[warp].gathering >> lane & 1) == 0) continue;
      const auto place = [&](size_t number) { return waiting_[32 * warp + number].context.place(); };
      const auto same =
          std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return place(g.first) == place(lane); });
      const size_t first = same != groups.end() ? same->first : lane;
      groups[first] |= uint32_t{1} << lane;
    }
    warps_[warp].gathering = 0;
    for (const auto& [first, lanes] : groups) {
      for (size_t lane = 0; lane < 32; ++lane) {
        if ((lanes >> lane & 1) != 0) gathered_[32 * warp + lane] = lanes;
      }
      ready_.push({static_cast<int>(warp), lanes});
      any = true;
    }
  }
  return any;
}

bool Block::wait_for_grid() {
  busy_.store(false, std::memory_order_relaxed);
  const Residents::Outcome outcome = grid_->residents.wait_for_grid();
  busy_.store(true, std::memory_order_relaxed);
  if (outcome == Residents::Outcome::failed) return false;
  if (outcome == Residents::Outcome::deadlocked) {
    const auto waiting = grid_->residents.at_grid_barrier() + 1;
    return fail(Fault::deadlock, -1, nullptr,
                "deadlock: " + std::to_string(waiting) + " blocks wait at grid.sync(), the other " +
                    std::to_string(grid_->blocks() - waiting) + " have ended");
  }
  if (listener_ != nullptr) {
    if (outcome == Residents::Outcome::released)
      listener_->grid_synced();
    else
      listener_->block_resumes(builtins.block);
  }
  at_grid_ = false;
  release_barrier();
  return true;
}

/// All that is left are threads that look whether memory has changed. Mostly another thread of the block changes it, so other
/// blocks, which takes longer, run first only now and then.
bool Block::poll_again() {
  if (++rounds_ % kRoundsAlone == 0 && !wait_for_change()) return false;
  for (size_t warp = 0; warp < warps(); ++warp) {
    if (warps_[warp].polling != 0) ready_.push({static_cast<int>(warp), warps_[warp].polling});
    warps_[warp].polling = 0;
  }
  return true;
}

/// Lets other blocks run; false if the launch is given up.
bool Block::wait_for_change() {
  if (told_progress_ != progress()) grid_->note_progress();
  told_progress_ = progress();
  busy_.store(false, std::memory_order_relaxed);
  const Residents::Outcome outcome = grid_->residents.wait_for_others();
  busy_.store(true, std::memory_order_relaxed);
  if (outcome == Residents::Outcome::failed) return false;
  if (outcome == Residents::Outcome::resumed && listener_ != nullptr) listener_->block_resumes(builtins.block);
  if (has_lost_patience()) {
    const int thread = first_polling();
    const void* const pc = waiting_[static_cast<size_t>(thread)].polled_at;
    return fail(Fault::spinning, thread, pc, "it waits for what nobody will do. " + describe_waiting());
  }
  return true;
}

/// Whether nothing has happened anywhere for too long.
bool Block::has_lost_patience() {
  const auto now = std::chrono::steady_clock::now();
  if (const int64_t progress = grid_->progress(); idle_rounds_ == 0 || progress != seen_progress_) {
    seen_progress_ = progress;
    idle_rounds_ = 1;
    idle_since_ = now;
    return false;
  }
  ++idle_rounds_;
  if (listener_ != nullptr) return idle_rounds_ > kIdleRounds;
  std::this_thread::yield();
  return std::chrono::duration<double>(now - idle_since_).count() > patience();
}

}  // namespace llmsys::simt::detail
