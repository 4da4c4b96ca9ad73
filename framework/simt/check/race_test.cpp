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
  const bool is_load = request.kind == AccessKind::load;
  each_lane(lanes, [&](int lane) {
    mine.access.lanes = 1u << lane;
    mine.access.when = request.when[static_cast<size_t>(lane)];
    mine.cell = request.address[static_cast<size_t>(lane)];
    RacePage& page = shadow.pages.at(mine.cell);
    RaceCell* const cells = page.cells(mine.cell, request.bytes);
    const int count = page.count_of(request.bytes), step = request.bytes / count;
    for (int i = 0; i < count; ++i, mine.cell += static_cast<uintptr_t>(step))
      is_load ? load(cells[i], mine) : store(cells[i], mine);
  });
}

inline void RaceTest::load(RaceCell& cell, Mine& mine) {
  const Access& write = cell.write;
  if (write.key >= mine.oldest && write.key != mine.settled && !settled(write, mine)) judge(write, true, mine);
  Access& read = cell.read;
  if (read.key == mine.access.key && (!mine.exact || read.lanes == mine.access.lanes)) {
    read.lanes |= mine.access.lanes;
    read.when = mine.access.when;
  } else if (read.key < mine.oldest) {
    read = mine.access;
  } else if (read.key == mine.settled || settled(read, mine)) {
    const bool more = read.more();
    read = mine.access;
    if (more) read.set_more();
  } else {
    join_readers(read, mine);
  }
}

inline void RaceTest::store(RaceCell& cell, Mine& mine) {
  Access& write = cell.write;
  const bool after_write =
      write.key < mine.oldest || write.key == mine.settled || settled(write, mine) || judge(write, true, mine);
  Access& read = cell.read;
  if (read.key >= mine.oldest) {
    if (read.key != mine.settled && !settled(read, mine)) judge(read, false, mine);
    if (read.more()) {
      for (const Access& reader : mine.shadow->more[mine.cell])
        if (!settled(reader, mine)) judge(reader, false, mine);
      mine.shadow->more.erase(mine.cell);
    }
  }
  read.key = 0;
  const bool atomics = write.manner() == Manner::atomic && mine.access.manner() == Manner::atomic;
  if (!after_write && atomics && !mine.exact)  // else the last one has seen those before
    join(write, mine);
  else
    write = mine.access;
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
