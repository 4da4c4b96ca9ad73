#include "framework/simt/check/race_test.h"

#include <algorithm>
#include <bit>

#include "framework/simt/check/lanes.h"

namespace llmsys::simt {
namespace {

constexpr size_t kMostReaders = 64;  // kept one by one of a place; more are forgotten

Manner manner_of(const WarpRequest& request) {
  if (request.kind == AccessKind::atomic) return Manner::atomic;
  return request.is_volatile ? Manner::is_volatile : Manner::plain;
}

}  // namespace

/// The access at hand, and keys that were looked up for it. In a row of words most are equal to their neighbour's.
struct RaceTest::Mine {
  const WarpRequest* request;
  RaceShadow* shadow;
  Segment segment;
  uint32_t oldest;              // keys below it are of older launches
  bool exact;                   // each reader may be ordered in a way of its own
  Access access;                // with the lane at hand
  uintptr_t cell = 0;           // the address of the cell at hand
  uint32_t settled_write = 0;   // a key of RaceCell::write that is ordered before this segment
  uint32_t settled_others = 0;  // likewise of RaceCell::others
  uint32_t joined = 0;          // a crowd of readers to which one more adds nothing
  [[nodiscard]] int lane() const { return std::countr_zero(access.lanes); }
};

void RaceTest::run(const WarpRequest& request, uint32_t segment, uint32_t lanes, RaceShadow& shadow) {
  Mine mine{.request = &request,
            .shadow = &shadow,
            .segment = (*segments_)[segment],
            .oldest = Access::make_key(segments_->first(), Manner::plain),
            .exact = order_->matters(),
            .access = {.key = Access::make_key(segment, manner_of(request)), .pc = number_of(request.pc)}};
  if (request.kind == AccessKind::load) {
    if (request.pattern == Pattern::same && !mine.exact && load_together(mine)) return;
    each_cell(mine, lanes, [this](RaceCell& cell, Mine& at_hand) { load(cell, at_hand); });
  } else if (request.kind == AccessKind::store) {
    each_cell(mine, lanes, [this](RaceCell& cell, Mine& at_hand) { store(cell, at_hand); });
  } else {
    each_cell(mine, lanes, [this](RaceCell& cell, Mine& at_hand) { update(cell, at_hand); });
  }
}

/// Calls visit(cell, mine) for each cell of each lane.
template <class Visit>
inline void RaceTest::each_cell(Mine& mine, uint32_t lanes, const Visit& visit) {
  const WarpRequest& request = *mine.request;
  RacePage* page = nullptr;
  uintptr_t number = 0;
  each_lane(lanes, [&](int lane) {
    mine.access.lanes = 1u << lane;
    mine.access.when = request.when[static_cast<size_t>(lane)];
    mine.cell = request.address[static_cast<size_t>(lane)];
    if (const uintptr_t its = mine.cell >> PageMap<RacePage>::kBits; page == nullptr || its != number) {
      page = &mine.shadow->pages.at(mine.cell);
      number = its;
    }
    RaceCell* const cells = page->cells(mine.cell, request.bytes);
    const int count = page->count_of(request.bytes);
    visit(cells[0], mine);
    for (int i = 1; i < count; ++i) {
      mine.cell += request.bytes / static_cast<unsigned>(count);
      visit(cells[i], mine);
    }
  });
}

/// All lanes load one address: they are entered at once. False if they have to be looked at one by one.
bool RaceTest::load_together(Mine& mine) {
  const WarpRequest& request = *mine.request;
  const int first = std::countr_zero(request.mask);
  mine.access.lanes = request.mask;
  mine.access.when = request.when[static_cast<size_t>(31 - std::countl_zero(request.mask))];
  mine.cell = request.address[static_cast<size_t>(first)];
  RacePage& page = mine.shadow->pages.at(mine.cell);
  RaceCell* const cells = page.cells(mine.cell, request.bytes);
  const int count = page.count_of(request.bytes);
  const auto needs_lanes = [&](const RaceCell& cell) {
    return (cell.write.key >= mine.oldest && !settled(cell.write, mine, mine.settled_write)) ||
           (cell.others.key >= mine.oldest && cell.others.manner() == Manner::atomic);
  };
  if (std::any_of(cells, cells + count, needs_lanes)) return false;
  for (int i = 0; i < count; ++i) load(cells[i], mine);
  return true;
}

/// Judges the last store, which the quick comparison did not settle.
bool RaceTest::check_write(const RaceCell& cell, Mine& mine) {
  return settled(cell.write, mine, mine.settled_write) || judge(cell.write, true, mine);
}

/// Judges the loads or atomics since the last store: whether all of them are ordered before the access at hand.
bool RaceTest::check_others(const RaceCell& cell, Mine& mine) {
  const Access& others = cell.others;
  const bool atomics = others.manner() == Manner::atomic;
  bool fine = settled(others, mine, mine.settled_others) || judge(others, atomics, mine);
  if (!others.more()) return fine;
  uint32_t none = 0;
  for (const Access& reader : mine.shadow->more[mine.cell])
    if (!settled(reader, mine, none)) fine = judge(reader, false, mine) && fine;
  mine.shadow->more.erase(mine.cell);
  return fine;
}

inline void RaceTest::load(RaceCell& cell, Mine& mine) {
  const Access& write = cell.write;
  if (write.key >= mine.oldest && write.key != mine.settled_write) check_write(cell, mine);
  Access& others = cell.others;
  if (others.key == mine.access.key && !mine.exact) {
    others.lanes |= mine.access.lanes;
    others.when = mine.access.when;
  } else if (others.key < mine.oldest || others.key == mine.settled_others) {
    others = mine.access;
  } else if (others.key != mine.joined) {
    load_among(others, mine);
  }
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

void RaceTest::update(RaceCell& cell, Mine& mine) {
  if (cell.write.key >= mine.oldest) check_write(cell, mine);
  Access& others = cell.others;
  const bool ordered_after = others.key < mine.oldest || check_others(cell, mine);
  if (!ordered_after && others.manner() == Manner::atomic &&
      !mine.exact)  // if exact, the last one has seen those before
    join(others, mine);
  else
    others = mine.access;
}

inline void RaceTest::store(RaceCell& cell, Mine& mine) {
  if (cell.write.key >= mine.oldest && cell.write.key != mine.settled_write) check_write(cell, mine);
  if (cell.others.key >= mine.oldest && cell.others.key != mine.settled_others) check_others(cell, mine);
  cell.write = mine.access;
  cell.others.key = 0;
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
  if (meant_so(before, mine)) return false;
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
bool RaceTest::meant_so(const Access& before, const Mine& mine) const {
  const Manner a = before.manner(), b = mine.access.manner();
  if (a == Manner::plain || b == Manner::plain) return false;
  if (a == Manner::atomic || b == Manner::atomic) return true;
  if (!order_->any_fence()) return false;
  const Segment& its = (*segments_)[before.segment()];
  return its.block != mine.segment.block || its.warp != mine.segment.warp;
}

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
  const auto [place, is_new] = numbers_.try_emplace(pc, static_cast<uint32_t>(pcs_.size()));
  if (is_new) pcs_.push_back(pc);
  return place->second;
}

}  // namespace llmsys::simt
