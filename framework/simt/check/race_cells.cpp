// Of RaceTest what looks at single cells: who did what to it before, and whether that is ordered.
#include <algorithm>
#include <bit>

#include "framework/simt/check/race_test.h"

namespace llmsys::simt {
namespace {

constexpr size_t kMostReaders = 64;  // kept one by one of a place; more are forgotten

}  // namespace

/// Judges the last store, which the quick comparison did not settle.
bool RaceTest::check_write(const Access& write, Mine& mine) {
  return settled(write, mine, mine.settled_write) || judge(write, true, mine);
}

/// Judges the loads or atomics since the last store: whether all of them are ordered before the access at hand.
bool RaceTest::check_others(const Access& others, Mine& mine) {
  const bool atomics = others.manner() == Manner::atomic;
  bool fine = settled(others, mine, mine.settled_others) || judge(others, atomics, mine);
  if (!others.more()) return fine;
  uint32_t none = 0;
  for (const Access& reader : mine.shadow->more[mine.cell])
    if (!settled(reader, mine, none)) fine = judge(reader, false, mine) && fine;
  mine.shadow->more.erase(mine.cell);
  return fine;
}

/// A load beside others, which the quick comparisons did not settle.
void RaceTest::load_among(Access& others, Mine& mine) {
  if (others.more()) {
    uint32_t none = 0;
    if (!settled(others, mine, none)) return join_readers(others, mine);
    others = mine.access;
    others.set_more();
  } else if (settled(others, mine, mine.settled_others)) {
    others = mine.access;
  } else if (others.manner() == Manner::atomic) {
    if (judge(others, true, mine)) others = mine.access;
  } else {
    join_readers(others, mine);
    if (others.crowd() != Crowd::warp) mine.joined = others.key;
  }
}

void RaceTest::update(const Access& write, Access& others, Mine& mine) {
  if (!mine.older(write)) check_write(write, mine);
  const bool ordered_after = mine.older(others) || check_others(others, mine);
  if (!ordered_after && others.manner() == Manner::atomic &&
      !mine.exact)  // if exact, the last one has seen those before
    join(others, mine);
  else
    others = mine.access;
}

/// The quick test. Keeps a key that passes whatever its lanes in `memo`.
bool RaceTest::settled(const Access& before, const Mine& mine, uint32_t& memo) const {
  const uint32_t segment = before.segment();
  if (segment == mine.access.segment()) return before.crowd() == Crowd::warp && before.lanes == mine.access.lanes;
  const Segment& its = (*segments_)[segment];
  bool fine = mine.request->space == Space::shared;  // another block's shared memory was at this address
  if (before.crowd() == Crowd::grid)
    fine = false;
  else if (its.block == mine.segment.block)
    fine = its.epoch != mine.segment.epoch || (its.warp == mine.segment.warp && before.crowd() == Crowd::warp);
  if (fine && !before.more()) memo = before.key;
  return fine;
}

/// Enters the access among others that nothing orders: further lanes of the warp, or the crowd grows and keeps its first.
void RaceTest::join(Access& crowd, const Mine& mine) const {
  crowd.set_manner(std::min(crowd.manner(), mine.access.manner()));
  if (crowd.segment() == mine.access.segment()) {
    if (crowd.crowd() == Crowd::warp) crowd.lanes |= mine.access.lanes;
    crowd.when = std::max(crowd.when, mine.access.when);
    return;
  }
  const bool same_block = (*segments_)[crowd.segment()].block == mine.segment.block;
  crowd.set_crowd(std::max(crowd.crowd(), same_block ? Crowd::block : Crowd::grid));
}

/// As join(); but where fences or parts of warps may order each reader in a way of its own, they are kept one by one.
void RaceTest::join_readers(Access& readers, const Mine& mine) const {
  if (!mine.exact) return join(readers, mine);
  std::vector<Access>& more = mine.shadow->more[mine.cell];
  if (!readers.more()) more.clear();
  const auto same_thread = [&](const Access& reader) {
    return reader.segment() == mine.access.segment() && reader.lanes == mine.access.lanes;
  };
  std::erase_if(more, same_thread);
  if (more.size() < kMostReaders && !same_thread(readers)) more.push_back(readers);
  readers = mine.access;
  readers.set_more();
}

/// The slow test, after the quick one failed.  @return whether `before` is ordered before the access at hand after all
bool RaceTest::judge(const Access& before, bool is_write, const Mine& mine) {
  if (meant_so(before, is_write, mine)) return false;
  const bool same_segment = before.segment() == mine.access.segment();
  uint32_t others = before.lanes & ~(same_segment ? mine.access.lanes : 0);
  if (before.crowd() != Crowd::warp) others &= ~others + 1;  // one stands for all
  bool all_ordered = others != 0;
  for (; others != 0; others &= others - 1) {
    const int lane = std::countr_zero(others);
    if (ordered(before, lane, mine)) continue;
    report(before, lane, is_write, mine);
    return false;
  }
  if (!all_ordered) report(before, -1, is_write, mine);
  return all_ordered;
}

/// Atomics race neither with one another nor with volatile accesses. Two volatile ones are flags if the kernel fences at
/// all, but not inside a warp, where `volatile` was once used instead of __syncwarp().
bool RaceTest::meant_so(const Access& before, bool is_write, const Mine& mine) const {
  if (is_guess(before, is_write, mine)) return true;
  const Manner a = before.manner(), b = mine.access.manner();
  if (a == Manner::plain || b == Manner::plain) return false;
  if (a == Manner::atomic || b == Manner::atomic) return true;
  if (!order_->any_fence()) return false;
  const Segment& its = (*segments_)[before.segment()];
  return its.block != mine.segment.block || its.warp != mine.segment.warp;
}

/// One is an atomic; the other loads what a compare-and-swap is about to look at anyway.
bool RaceTest::is_guess(const Access& before, bool is_write, const Mine& mine) const {
  if (mine.request->kind == AccessKind::load) return before.manner() == Manner::atomic && guesses_[mine.access.pc];
  return mine.request->kind == AccessKind::atomic && !is_write && guesses_[before.pc];
}

void RaceTest::guesses(const void* pc) { guesses_[number_of(pc)] = true; }

bool RaceTest::ordered(const Access& before, int lane, const Mine& mine) const {
  const Segment& its = (*segments_)[before.segment()];
  Moment from{its.block, its.warp, lane, before.when};
  Moment to{mine.segment.block, mine.segment.warp, mine.lane(), mine.access.when};
  Manner manner = before.manner();
  if (from.when > to.when) {  // warps are told of one after another, but may have run in turns
    std::swap(from, to);
    manner = mine.access.manner();
  }
  return order_->ordered(from, manner == Manner::plain ? 0 : mine.request->address[size_t(mine.lane())], to);
}

void RaceTest::report(const Access& before, int lane, bool is_write, const Mine& mine) {
  const Segment& its = (*segments_)[before.segment()];
  const AccessKind stored = before.manner() == Manner::atomic ? AccessKind::atomic : AccessKind::store;
  Race::Side theirs{its.block, lane < 0 ? -1 : its.warp * 32 + lane, is_write ? stored : AccessKind::load,
                    pcs_[before.pc]};
  if (before.crowd() == Crowd::grid && its.block == mine.segment.block) theirs.block = theirs.thread = -1;
  if (before.crowd() == Crowd::block && its.warp == mine.segment.warp) theirs.thread = -1;
  const Race::Side ours{mine.segment.block, mine.segment.warp * 32 + mine.lane(), mine.request->kind, mine.request->pc};
  listener_->race({.first = theirs,
                   .second = ours,
                   .space = mine.request->space,
                   .address = mine.request->address[size_t(mine.lane())],
                   .bytes = mine.request->bytes});
}

uint32_t RaceTest::number_of(const void* pc) {
  uint32_t& recent = recent_[reinterpret_cast<uintptr_t>(pc) % recent_.size()];
  if (recent < pcs_.size() && pcs_[recent] == pc) return recent;
  const auto [place, is_new] = numbers_.try_emplace(pc, static_cast<uint32_t>(pcs_.size()));
  if (is_new) {
    pcs_.push_back(pc);
    guesses_.push_back(false);
  }
  return recent = place->second;
}

}  // namespace llmsys::simt
