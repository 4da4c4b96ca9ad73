#include "framework/simt/check/memory_order.h"

#include <algorithm>

namespace llmsys::simt {

/// Who knows of an access, while the log is read from there on.
class MemoryOrder::Knowing {
 public:
  explicit Knowing(int warps) : warps_(warps) {}

  [[nodiscard]] bool has(const Moment& who) const {
    const auto found = lanes_.find(key(who.block, who.warp));
    return found != lanes_.end() && (found->second.know >> who.lane & 1) != 0;
  }
  void learn(int block, int warp, uint32_t lanes) { lanes_[key(block, warp)].know |= lanes; }
  void publish(uintptr_t address, int block) { places_.push_back({address, block}); }
  void see(const Event& event);

 private:
  struct Lanes {
    uint32_t know = 0;          // of the access
    uint32_t fenced_block = 0;  // and have fenced since, for their block
    uint32_t fenced = 0;        // and have fenced since, for everybody
    void meet(uint32_t mask) {
      for (uint32_t* lanes : {&know, &fenced_block, &fenced})
        if ((*lanes & mask) != 0) *lanes |= mask;
    }
  };
  struct Place {
    uintptr_t address;
    int block;  // only its threads learn here; -1: everybody
  };
  [[nodiscard]] int64_t key(int block, int warp) const { return int64_t{block} * warps_ + warp; }
  void synchronize(int block);
  void touch(const Event& event, Lanes& lanes);

  int warps_;  // a block
  std::unordered_map<int64_t, Lanes> lanes_;
  std::vector<Place> places_;
};

void MemoryOrder::Knowing::synchronize(int block) {
  Lanes all;
  for (int warp = 0; warp < warps_; ++warp) {
    const auto found = lanes_.find(key(block, warp));
    if (found == lanes_.end()) continue;
    all.know |= found->second.know;
    all.fenced_block |= found->second.fenced_block;
    all.fenced |= found->second.fenced;
  }
  if (all.know == 0) return;
  all.meet(~0u);
  for (int warp = 0; warp < warps_; ++warp) lanes_[key(block, warp)] = all;
}

void MemoryOrder::Knowing::touch(const Event& event, Lanes& lanes) {
  const auto can_learn = [&](const Place& place) {
    return place.address == event.where && (place.block < 0 || place.block == event.block);
  };
  if (event.kind != Kind::volatile_store && std::any_of(places_.begin(), places_.end(), can_learn))
    lanes.know |= event.lanes;
  if (event.kind == Kind::volatile_load) return;
  if ((lanes.fenced & event.lanes) != 0 && !event.block_scope)
    publish(event.where, -1);
  else if (((lanes.fenced | lanes.fenced_block) & event.lanes) != 0)
    publish(event.where, event.block);
}

void MemoryOrder::Knowing::see(const Event& event) {
  if (event.kind == Kind::block_barrier) return synchronize(event.block);
  const bool may_learn = event.kind == Kind::atomic || event.kind == Kind::volatile_load;
  const auto found = lanes_.find(key(event.block, event.warp));
  if (found == lanes_.end() && !may_learn) return;
  Lanes& lanes = found == lanes_.end() ? lanes_[key(event.block, event.warp)] : found->second;
  switch (event.kind) {
    case Kind::fence: (event.block_scope ? lanes.fenced_block : lanes.fenced) |= event.lanes & lanes.know; break;
    case Kind::warp_meeting: lanes.meet(event.lanes); break;
    default: touch(event, lanes);
  }
}

void MemoryOrder::launch_begins(int warps) {
  warps_ = warps;
  forget();
  any_fence_ = any_part_ = false;
}

void MemoryOrder::forget() {
  events_.clear();
  known_.clear();
  sorted_ = 0;
}

void MemoryOrder::add(const Event& event) { events_.push_back(event); }

/// Puts what came since the last question in its place: mostly the end.
void MemoryOrder::sort() {
  if (sorted_ == events_.size()) return;
  const auto earlier = [](const Event& a, const Event& b) { return a.time < b.time; };
  const auto middle = events_.begin() + static_cast<ptrdiff_t>(sorted_);
  std::stable_sort(middle, events_.end(), earlier);
  const auto first = std::upper_bound(events_.begin(), middle, *middle, earlier);
  if (first != middle) {
    std::inplace_merge(first, middle, events_.end(), earlier);
    known_.clear();  // answers name events by their number
  }
  sorted_ = events_.size();
}

void MemoryOrder::touched(Kind kind, const Moment& who, uintptr_t where, bool block_scope) {
  add({2 * uint64_t{who.when}, where, 1u << who.lane, who.block, who.warp, kind, block_scope});
}

void MemoryOrder::fenced(const Moment& behind, bool block_scope) {
  any_fence_ = true;
  add({2 * uint64_t{behind.when} + 1, 0, 1u << behind.lane, behind.block, behind.warp, Kind::fence, block_scope});
}

void MemoryOrder::met(int block, int warp, uint32_t mask, bool all, uint32_t behind) {
  if (!all) any_part_ = true;
  add({2 * uint64_t{behind} + 1, 0, mask, block, warp, Kind::warp_meeting, false});
}

void MemoryOrder::block_synced(int block, uint32_t behind) {
  add({2 * uint64_t{behind} + 1, 0, ~0u, block, 0, Kind::block_barrier, false});
}

bool MemoryOrder::involves(const Event& event, const Moment& who) const {
  if (event.block != who.block) return false;
  return event.kind == Kind::block_barrier || (event.warp == who.warp && (event.lanes >> who.lane & 1) != 0);
}

/// How many events there are until that time.
size_t MemoryOrder::count_until(uint64_t time) const {
  const auto later = [](uint64_t value, const Event& event) { return value < event.time; };
  return static_cast<size_t>(std::upper_bound(events_.begin(), events_.end(), time, later) - events_.begin());
}

bool MemoryOrder::search(Knowing& knowing, const Moment& to, size_t begin, size_t end) const {
  for (size_t i = begin; i < end && !knowing.has(to); ++i) knowing.see(events_[i]);
  return knowing.has(to);
}

bool MemoryOrder::ordered(const Moment& from, uintptr_t where, const Moment& to) {
  if (!matters()) return false;
  sort();
  size_t begin = count_until(2 * uint64_t{from.when}), end = count_until(2 * uint64_t{to.when} - 1);
  Knowing knowing(warps_);
  knowing.learn(from.block, from.warp, 1u << from.lane);
  if (where != 0) {
    knowing.publish(where, -1);
    return search(knowing, to, begin, end);
  }
  // Between two barriers of their blocks all threads of the one ask the same of all threads of the other.
  while (begin < end && !involves(events_[begin], from)) ++begin;
  while (end > begin && !involves(events_[end - 1], to)) --end;
  if (begin == end) return false;
  if (events_[begin].kind != Kind::block_barrier || events_[end - 1].kind != Kind::block_barrier)
    return search(knowing, to, begin, end);
  const auto [place, is_new] = known_.try_emplace(uint64_t{begin} << 32 | end);
  if (is_new) place->second = search(knowing, to, begin, end);
  return place->second;
}

}  // namespace llmsys::simt
