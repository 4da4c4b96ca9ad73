#include "framework/simt/check/race_test.h"

#include <algorithm>
#include <bit>

#include "framework/simt/check/lanes.h"

namespace llmsys::simt {
namespace {

Manner manner_of(const WarpRequest& request) {
  if (request.kind == AccessKind::atomic) return Manner::atomic;
  return request.is_volatile ? Manner::is_volatile : Manner::plain;
}

}  // namespace

/// Neighbouring lanes, all with one address or each with the next one.
struct RaceTest::Run {
  int lane;   // the first
  int count;  // how many
  bool same;  // one address
  [[nodiscard]] uint32_t lanes() const { return ~0u >> (32 - count) << lane; }
};

/// A run's cells of one row.
struct RaceTest::Part {
  RaceCells* row = nullptr;
  uintptr_t address = 0;    // of the first cell
  int cell = 0, count = 0;  // of the row
  int lane = 0;             // whose the first cell is
  int shift = 0;            // logarithm of the cells that belong to a lane
  int cell_shift = 0;       // logarithm of a cell's bytes
  uint32_t step = 0;        // from one lane's clock to the next one's
  bool steady = false;      // whether that is right for all lanes of the run

  void place(RacePage& page, uintptr_t at, uintptr_t end, int bytes);
  /// Calls visit(cell of the row) for each, with its lane at hand.
  template <class Visit>
  void each_cell(Mine& mine, const Visit& visit) const {
    for (int i = 0; i < count; ++i) {
      mine.take(lane + (i >> shift));
      mine.cell = address + (static_cast<uintptr_t>(i) << cell_shift);
      visit(cell + i);
    }
  }
};

namespace {

/// The run of `lanes` that begins with the first of them: as long as it goes.
template <class Run>
Run first_run(const WarpRequest& request, uint32_t lanes) {
  const int lane = std::countr_zero(lanes), most = std::countr_one(lanes >> lane);
  if (most == 1) return {lane, 1, false};
  const uintptr_t* const address = &request.address[static_cast<size_t>(lane)];
  const uintptr_t apart = address[1] - address[0];
  if (apart != 0 && apart != request.bytes) return {lane, 1, false};
  int count = 2;
  if (request.pattern != Pattern::other)
    count = most;
  else
    while (count < most && address[count] - address[count - 1] == apart) ++count;
  return {lane, count, apart == 0};
}

/// Whether each lane of the run did it `step` later than the one before.
template <class Run>
bool is_steady(const WarpRequest& request, const Run& run, uint32_t step) {
  const uint32_t* const when = &request.when[static_cast<size_t>(run.lane)];
  uint32_t differs = 0;
  for (int i = 1; i < run.count; ++i) differs |= (when[i] - when[i - 1]) ^ step;
  return differs == 0;
}

}  // namespace

void RaceTest::run(const WarpRequest& request, uint32_t segment, uint32_t lanes, RaceShadow& shadow) {
  const Segment& its = (*segments_)[segment];
  const uint32_t oldest = request.space == Space::shared ? its.since : segments_->first();
  Mine mine{.request = &request,
            .shadow = &shadow,
            .segment = its,
            .oldest = Access::make_key(oldest, Manner::plain),
            .exact = order_->matters(),
            .access = {.key = Access::make_key(segment, manner_of(request)), .pc = number_of(request.pc)}};
  while (lanes != 0) {
    const Run run = first_run<Run>(request, lanes);
    lanes &= ~run.lanes();
    if (run.count == 1 && touch_cell(run.lane, mine)) continue;
    if (!run.same)
      touch(run, mine);
    else if (request.kind != AccessKind::load || mine.exact || !load_together(run, mine))
      for (int lane = run.lane; lane < run.lane + run.count; ++lane) touch(Run{lane, 1, false}, mine);
  }
}

/// Cells of a page, from an address on: the part of them that lies in one row.
inline void RaceTest::Part::place(RacePage& page, uintptr_t at, uintptr_t end, int bytes) {
  cell_shift = page.shift();
  shift = std::countr_zero(static_cast<unsigned>(bytes)) - cell_shift;
  row = &page.row(at);
  address = at;
  cell = page.cell(at);
  count = std::min(kRowCells - cell, static_cast<int>((end - at) >> cell_shift));
}

/// A run of addresses that follow one another, row by row.
void RaceTest::touch(const Run& run, Mine& mine) {
  const WarpRequest& request = *mine.request;
  const auto lane = static_cast<size_t>(run.lane);
  uintptr_t at = request.address[lane];
  const uintptr_t end = at + static_cast<uintptr_t>(run.count) * request.bytes;
  Part part;
  part.lane = run.lane;
  if (run.count > 1) {
    part.step = request.when[lane + 1] - request.when[lane];
    part.steady = is_steady(request, run, part.step);
  }
  do {
    part.place(mine.page_of(at), at, end, request.bytes);
    touch(part, mine);
    part.lane += part.count >> part.shift;
    at += static_cast<uintptr_t>(part.count) << part.cell_shift;
  } while (at < end);
}

/// One lane's cell of rows that are apart, where keys say all there is to say.  @return false, and nothing done, if not
inline bool RaceTest::touch_cell(int lane, Mine& mine) {
  const uintptr_t at = mine.request->address[static_cast<size_t>(lane)];
  RacePage& page = mine.page_of(at);
  RaceCells& row = page.row(at);
  const bool stores = mine.request->kind == AccessKind::store;
  if (mine.request->bytes != 1 << page.shift() || !row.others.apart() || (stores && !row.write.apart()) ||
      mine.request->kind == AccessKind::atomic)
    return false;
  const int cell = page.cell(at);
  Access& others = row.others.cells()[cell];
  const uint32_t write = row.write.of_cell(cell).key;
  if ((write >= mine.oldest && write != mine.settled_write) ||
      (!mine.older(others) && others.key != mine.settled_others))
    return false;
  mine.take(lane);
  if (stores) {
    row.write.cells()[cell] = mine.access;
    others.key = 0;
  } else {
    others = mine.access;
  }
  return true;
}

inline void RaceTest::touch(const Part& part, Mine& mine) {
  const AccessKind kind = mine.request->kind;
  if (part.count == kRowCells && part.steady && kind != AccessKind::atomic) {
    mine.take(part.lane);
    const RowAccess all{.first = mine.access, .step = part.step, .shift = static_cast<uint32_t>(part.shift)};
    if (kind == AccessKind::load ? load_row(*part.row, all, mine) : store_row(*part.row, all, mine)) return;
  }
  if (kind == AccessKind::load)
    load_part(part, mine);
  else if (kind == AccessKind::store)
    store_part(part, mine);
  else
    update_part(part, mine);
}

/// Whether all that was done to the row is ordered before what is to be done, and not a reader forgotten.
bool RaceTest::settled(RaceRow& row, const RowAccess& all, const Mine& mine, uint32_t& memo) const {
  const auto is_settled = [&](const Access& before) {
    return mine.older(before) || before.key == memo ||
           (!before.more() && before.segment() != all.first.segment() && settled(before, mine, memo));
  };
  if (row.apart()) return std::all_of(row.cells(), row.cells() + kRowCells, is_settled);
  const RowAccess& before = row.together();
  return is_settled(before.first) || (before.first.segment() == all.first.segment() &&
                                      before.first.crowd() == Crowd::warp && before.same_lanes(all));
}

/// Loads of a whole row.  @return false, and nothing done, if it has to go cell by cell
bool RaceTest::load_row(RaceCells& row, const RowAccess& all, Mine& mine) {
  if (!settled(row.write, all, mine, mine.settled_write)) return false;
  RowAccess& others = row.others.together();
  if (!row.others.apart() && others.first.key == all.first.key && !mine.exact) {
    if (others.shift != all.shift) return false;
    others.first.lanes |= all.first.lanes;
    others.first.when = all.first.when;
    others.step = all.step;
  } else if (settled(row.others, all, mine, mine.settled_others)) {
    row.others.set(all);
  } else if (row.others.apart() || mine.exact || others.first.manner() == Manner::atomic ||
             others.first.segment() == all.first.segment()) {
    return false;
  } else if (others.first.key != mine.joined) {
    join(others.first, mine);
    mine.joined = others.first.key;
  }
  return true;
}

/// Stores to a whole row.  @return false, and nothing done, if it has to go cell by cell
bool RaceTest::store_row(RaceCells& row, const RowAccess& all, Mine& mine) {
  if (!settled(row.write, all, mine, mine.settled_write) || !settled(row.others, all, mine, mine.settled_others))
    return false;
  row.write.set(all);
  row.others.set({});
  return true;
}

/// All lanes of the run load one address: they are entered at once.  @return false, and nothing done, if they have to be
/// looked at one by one
bool RaceTest::load_together(const Run& run, Mine& mine) {
  const WarpRequest& request = *mine.request;
  mine.take(run.lane + run.count - 1);
  mine.access.lanes = run.lanes();
  mine.cell = request.address[static_cast<size_t>(run.lane)];
  RacePage& page = mine.page_of(mine.cell);
  RaceCells& row = page.row(mine.cell);
  const int begin = page.cell(mine.cell), end = begin + (request.bytes >> page.shift());
  Access* const others = row.others.cells(mine.oldest);
  for (int cell = begin; cell < end; ++cell) {
    const Access write = row.write.of_cell(cell), &other = others[cell];
    if (!mine.older(write) && !settled(write, mine, mine.settled_write)) return false;
    if (mine.older(other) || other.key == mine.access.key) continue;
    if (other.manner() == Manner::atomic || other.segment() == mine.access.segment()) return false;
  }
  for (int cell = begin; cell < end; ++cell) load(row.write.of_cell(cell), others[cell], mine);
  return true;
}

inline void RaceTest::load(const Access& write, Access& others, Mine& mine) {
  if (!mine.older(write) && write.key != mine.settled_write) check_write(write, mine);
  if (others.key == mine.access.key && !mine.exact) {
    others.lanes |= mine.access.lanes;
    others.when = mine.access.when;
  } else if (mine.older(others) || others.key == mine.settled_others) {
    others = mine.access;
  } else if (others.key != mine.joined) {
    load_among(others, mine);
  }
}

void RaceTest::load_part(const Part& part, Mine& mine) {
  const RaceRow& write = part.row->write;
  Access* const others = part.row->others.cells(mine.oldest);
  part.each_cell(mine, [&](int cell) { load(write.of_cell(cell), others[cell], mine); });
}

void RaceTest::store_part(const Part& part, Mine& mine) {
  Access* const writes = part.row->write.cells(mine.oldest);
  const auto check = [&](const Access& write) {
    if (!mine.older(write) && write.key != mine.settled_write) check_write(write, mine);
  };
  RaceRow& row = part.row->others;
  if (!row.apart() && mine.older(row.together().first))
    return part.each_cell(mine, [&](int cell) {
      check(writes[cell]);
      writes[cell] = mine.access;
    });
  Access* const others = row.cells(mine.oldest);
  part.each_cell(mine, [&](int cell) {
    check(writes[cell]);
    if (!mine.older(others[cell]) && others[cell].key != mine.settled_others) check_others(others[cell], mine);
    writes[cell] = mine.access;
    others[cell].key = 0;
  });
}

void RaceTest::update_part(const Part& part, Mine& mine) {
  Access* const others = part.row->others.cells(mine.oldest);
  part.each_cell(mine, [&](int cell) { update(part.row->write.of_cell(cell), others[cell], mine); });
}

}  // namespace llmsys::simt
