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

struct RaceTest::Mine {
  const WarpRequest* request;
  RaceShadow* shadow;
  Segment segment;
  uint32_t oldest;       // keys below it are of older launches
  bool exact;            // each reader may be ordered in a way of its own
  Access access;         // with the lane at hand
  uint32_t settled = 0;  // a key that was found to be ordered before this segment
  uintptr_t cell = 0;    // the address of the cell at hand
  [[nodiscard]] int lane() const { return std::countr_zero(access.lanes); }
};

void RaceTest::run(const WarpRequest& request, uint32_t segment, uint32_t lanes, RaceShadow& shadow) {
  Mine mine{.request = &request,
            .shadow = &shadow,
            .segment = (*segments_)[segment],
            .oldest = Access::make_key(segments_->first(), Manner::plain),
            .exact = order_->matters(),
            .access = {.key = Access::make_key(segment, manner_of(request)), .pc = number_of(request.pc)}};
  each_lane(lanes, [&](int lane) {
    mine.access.lanes = 1u << lane;
    mine.access.when = request.when[static_cast<size_t>(lane)];
    mine.cell = request.address[static_cast<size_t>(lane)];
    RacePage& page = shadow.pages.at(mine.cell);
    RaceCell* const cells = page.cells(mine.cell, request.bytes);
    const int count = page.count_of(request.bytes), step = request.bytes / count;
    for (int i = 0; i < count; ++i, mine.cell += static_cast<uintptr_t>(step))
      if (request.kind == AccessKind::load)
        load(cells[i], mine);
      else if (request.kind == AccessKind::atomic)
        update(cells[i], mine);
      else
        store(cells[i], mine);
  });
}

inline void RaceTest::check_write(const RaceCell& cell, Mine& mine) {
  const Access& write = cell.write;
  if (write.key >= mine.oldest && write.key != mine.settled && !settled(write, mine)) judge(write, true, mine);
}

/// Loads or atomics since the last store: whether all of them are ordered before the access at hand.
bool RaceTest::check_others(const RaceCell& cell, Mine& mine) {
  const Access& others = cell.others;
  if (others.key < mine.oldest) return true;
  const bool atomics = others.manner() == Manner::atomic;
  bool fine = others.key == mine.settled || settled(others, mine) || judge(others, atomics, mine);
  if (!others.more()) return fine;
  for (const Access& reader : mine.shadow->more[mine.cell])
    if (!settled(reader, mine)) fine = judge(reader, false, mine) && fine;
  mine.shadow->more.erase(mine.cell);
  return fine;
}

inline void RaceTest::load(RaceCell& cell, Mine& mine) {
  check_write(cell, mine);
  Access& others = cell.others;
  if (others.key == mine.access.key && (!mine.exact || others.lanes == mine.access.lanes)) {
    others.lanes |= mine.access.lanes;
    others.when = mine.access.when;
  } else if (others.key < mine.oldest) {
    others = mine.access;
  } else if (others.key == mine.settled || settled(others, mine)) {
    const bool more = others.more();
    others = mine.access;
    if (more) others.set_more();
  } else if (others.manner() == Manner::atomic) {
    if (judge(others, true, mine)) others = mine.access;
  } else {
    join_readers(others, mine);
  }
}

void RaceTest::update(RaceCell& cell, Mine& mine) {
  check_write(cell, mine);
  const bool among_atomics = cell.others.key >= mine.oldest && cell.others.manner() == Manner::atomic;
  if (!check_others(cell, mine) && among_atomics && !mine.exact)  // if exact, the last one has seen those before
    join(cell.others, mine);
  else
    cell.others = mine.access;
}

inline void RaceTest::store(RaceCell& cell, Mine& mine) {
  check_write(cell, mine);
  check_others(cell, mine);
  cell.write = mine.access;
  cell.others.key = 0;
}

/// The quick test. Remembers the last key that passed.
bool RaceTest::settled(const Access& before, Mine& mine) const {
  const uint32_t segment = before.segment();
  if (segment == mine.access.segment()) return before.crowd() == Crowd::warp && before.lanes == mine.access.lanes;
  const Segment& its = (*segments_)[segment];
  const bool shared = mine.request->space == Space::shared;
  bool fine = shared;  // another block's shared memory was at this address
  if (before.crowd() == Crowd::grid)
    fine = false;
  else if (its.block == mine.segment.block)
    fine = its.epoch != mine.segment.epoch || (its.warp == mine.segment.warp && before.crowd() == Crowd::warp);
  if (fine) mine.settled = before.key;
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
