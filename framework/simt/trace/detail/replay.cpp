#include "framework/simt/trace/detail/replay.h"

#include <algorithm>
#include <utility>

#include "framework/simt/trace/detail/lanes.h"

namespace llmsys::simt::detail {

namespace {

inline bool is_access(const LogEntry& entry) { return (entry.what & code::kNoAccess) == 0; }

}  // namespace

void Replay::run(WarpLog& log, int block, uint32_t resident) {
  request_.block = block;
  request_.warp = log.warp;
  request_.resident = resident;
  begin(log);
  while (ready_ != 0 && !starved()) {
    run_in_step(shortest());
    if (ready_ != 0 && !starved()) step_apart();
  }
  if (ready_ == 0)
    log.clear();
  else
    keep_rest();
}

void Replay::begin(WarpLog& log) {
  log_ = &log;
  ready_ = 0;
  for (size_t lane = 0; lane < kLanes; ++lane) {
    at_[lane] = log.begin(lane);
    left_[lane] = static_cast<size_t>(log.next[lane] - at_[lane]);
    ready_ |= uint32_t(left_[lane] != 0) << lane;
  }
  ended_ = ~ready_;
}

// What lanes did that are ahead of one that is held.
void Replay::keep_rest() {
  for (size_t lane = 0; lane < kLanes; ++lane)
    log_->next[lane] = std::copy_n(at_[lane], left_[lane], log_->begin(lane));
}

// Entries that the ready lane with the fewest has left.
size_t Replay::shortest() const {
  size_t least = kLaneEntries;
  if (ready_ == ~0U)
    for (const size_t left : left_) least = std::min(least, left);
  else
    each_lane(ready_, [&](size_t lane) { least = std::min(least, left_[lane]); });
  return least;
}

void Replay::advance(uint32_t lanes, size_t steps) {
  each_lane(lanes, [&](size_t lane) {
    at_[lane] += steps;
    left_[lane] -= steps;
    ready_ &= ~(uint32_t(left_[lane] == 0) << lane);
  });
  ended_ = ~ready_;
}

// The common case: for up to `steps` steps, as long as all ready lanes are at the same instruction.
void Replay::run_in_step(size_t steps) {
  request_.mask = ready_;
  size_t step = 0;
  for (; step < steps && gather(step); ++step) issue();
  if (step > 0) advance(ready_, step);
}

// Makes request_ of the entries `step` places on, unless they differ in more than the address.
bool Replay::gather(size_t step) {
  const LogEntry& first = at_[static_cast<size_t>(std::countr_zero(ready_))][step];
  if (!is_access(first)) return false;
  uint64_t differs = 0;
  const auto take = [&](size_t lane) {
    const LogEntry& entry = at_[lane][step];
    differs |= (entry.what ^ first.what) >> code::kShift | ((entry.where ^ first.where) & UINT32_MAX);
    request_.address[lane] = entry.what & code::kAddress;
    request_.when[lane] = entry.when();
  };
  if (ready_ == ~0U)
    for (size_t lane = 0; lane < kLanes; ++lane) take(lane);
  else
    each_lane(ready_, take);
  if (differs != 0) return false;
  request_.pc = full_address(first.pc());
  request_.kind = code::kind(first.what);
  request_.space = code::space(first.what);
  request_.bytes = code::bytes(first.what);
  request_.is_volatile = (first.what & code::kVolatile) != 0;
  request_.block_scope = (first.what & code::kBlockScope) != 0;
  return true;
}

void Replay::find_pattern() {
  const uintptr_t first = request_.first_address();
  uintptr_t expected = first, not_consecutive = 0, not_same = 0;
  each_lane(request_.mask, [&](size_t lane) {
    not_consecutive |= request_.address[lane] ^ expected;
    not_same |= request_.address[lane] ^ first;
    expected += request_.bytes;
  });
  if (not_consecutive == 0)
    request_.pattern = Pattern::consecutive;
  else
    request_.pattern = not_same == 0 ? Pattern::same : Pattern::other;
}

void Replay::issue() {
  find_pattern();
  for (RequestListener* listener : listeners_) listener->request(request_);
}

// One step of lanes that are at different instructions, or not at one at all.
void Replay::step_apart() {
  step_past_fences();
  if (ready_ == 0 || starved() || step_past_meeting()) return;
  issue_smallest();
}

void Replay::step_past_fences() {
  each_lane(ready_, [&](size_t lane) {
    while ((ready_ >> lane & 1) != 0 && (at_[lane]->what & code::kFence) != 0) {
      const bool block_scope = (at_[lane]->what & code::kBlockScope) != 0;
      for (RequestListener* listener : listeners_)
        listener->fence(log_->warp * kLanes + static_cast<int>(lane), block_scope);
      advance(1U << lane, 1);
    }
  });
}

// A meeting to which all of its lanes have come.
bool Replay::step_past_meeting() {
  uint32_t waiting = 0;
  each_lane(ready_, [&](size_t lane) { waiting |= uint32_t((at_[lane]->what & code::kMeeting) != 0) << lane; });
  for (uint32_t left = waiting; left != 0; left &= left - 1) {
    const LogEntry meeting = *at_[static_cast<size_t>(std::countr_zero(left))];
    const uint32_t mask = static_cast<uint32_t>(meeting.what), present = meeting.when();
    uint32_t here = 0;
    each_lane(waiting & mask & present, [&](size_t lane) {
      here |= uint32_t(at_[lane]->what == meeting.what && at_[lane]->when() == present) << lane;
    });
    if (here != (mask & present)) continue;
    for (RequestListener* listener : listeners_) listener->warp_synced(log_->warp, mask, present);
    advance(here, 1);
    return true;
  }
  return false;
}

void Replay::issue_smallest() {
  uint32_t smallest = UINT32_MAX, lanes = 0;
  each_lane(ready_, [&](size_t lane) {
    if (!is_access(*at_[lane])) return;
    const uint32_t pc = at_[lane]->pc() - static_cast<uint32_t>(image_);
    if (pc < smallest || lanes == 0) smallest = pc, lanes = 0;
    if (pc != smallest) return;
    const uint64_t how = lanes == 0 ? 0 : at_[lane]->what ^ at_[static_cast<size_t>(std::countr_zero(lanes))]->what;
    lanes |= uint32_t(how >> code::kShift == 0) << lane;
  });
  const uint32_t all = std::exchange(ready_, lanes);
  request_.mask = lanes;
  if (lanes != 0 && gather(0)) issue();
  ready_ = all;
  if (lanes == 0) lanes = all;  // meetings that some lane never came to
  advance(lanes, 1);
}

}  // namespace llmsys::simt::detail
