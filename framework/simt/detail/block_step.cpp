// Lanes of a warp that do the same one after another.
#include <algorithm>
#include <bit>
#include <utility>

#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

/// Fresh threads of a warp, each on a fiber of its own, for they are going to wait; the first on the running one if `here`.
/// False if they should rather begin as a row.
bool Block::begin_in_step(bool here) {
  if (!(has_waited_ || will_wait_) || !in_order() || one_by_one_ || overflows_ || fresh_ % 32 != 0) return false;
  const int lanes = std::min(32, threads_ - fresh_);
  if (lanes == 1) return false;
  builtins.thread = fresh_;
  if (!has_waited_) begin_waiting();
  WaitingThread* const first = &waiting_[static_cast<size_t>(fresh_)];
  for (int lane = here ? 1 : 0; lane < lanes; ++lane) first[lane].context = free_fiber();
  lockstep.begin(first, lanes);
  fresh_ += lanes;
  fresh_index_ = waiting_[static_cast<size_t>(fresh_)].index;
  row_length = 1;
  row_overflows = false;
  row_count_ = 1;
  return true;
}

/// The group that goes on is of neighbours: the first of them does.
const FiberContext& Block::fall_into_step() {
  lockstep.begin(&waiting_[static_cast<size_t>(32 * ready_warp_ + std::countr_zero(ready_lanes_))],
                 std::popcount(ready_lanes_));
  ready_lanes_ = 0;
  return lockstep.at->context;
}

/// Lanes in step part: what those before the running one did is written down, and those behind it go on by themselves.
void Block::break_step() {
  const Lockstep was = std::exchange(lockstep, Lockstep{});
  const int first = was.first->number, came = static_cast<int>(was.at - was.first);
  ready_warp_ = first / 32;
  ready_lanes_ = was.lanes_behind();
  Warp& warp = warps_[static_cast<size_t>(ready_warp_)];
  builtins.row = nullptr;  // of one thread, if it is its first
  if (was.round == Round::end) {
    park_lanes(was.first, was.at);
    end_threads(first, came);
  }
  if (was.round == Round::barrier) {
    warp.at_barrier |= was.lanes_before();
    arrived_ += came;
    votes_ += static_cast<int>(was.votes);
  }
  if (was.round == Round::meeting) {
    MeetingPlace& place = warp.place(was.mask);
    place.arrived |= was.lanes_before();
    place.votes |= was.votes;
  }
}

/// Their threads have ended.
void Block::park_lanes(const WaitingThread* first, const WaitingThread* end) {
  for (; first != end; ++first) free_fibers_[free_++] = first->context;
}

}  // namespace llmsys::simt::detail
