/// @file
/// What the race check remembers of each word of memory: who wrote it last, and who has read it since.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "framework/simt/check/page_map.h"

namespace llmsys::simt {

/// How an access is meant towards other threads.
enum class Manner : uint8_t { plain, is_volatile, atomic };

/// How many have done what an Access tells, none ordered after the others.
enum class Crowd : uint8_t {
  warp,   ///< one lane of a warp, or several: Access::lanes
  block,  ///< several warps of the block, since its last barrier
  grid    ///< several blocks
};

/// One access, or several of a crowd: then all else is the first one's; of lanes of one warp the clock is the last one's.
struct Access {
  uint32_t key = 0;    ///< 0: none; else segment, crowd, manner and more in one number
  uint32_t when = 0;   ///< the launch's clock
  uint32_t lanes = 0;  ///< of the segment's warp
  uint32_t pc = 0;     ///< by its number

  static uint32_t make_key(uint32_t segment, Manner manner) { return segment << 5 | static_cast<uint32_t>(manner); }
  [[nodiscard]] uint32_t segment() const { return key >> 5; }
  [[nodiscard]] Manner manner() const { return static_cast<Manner>(key & 3); }
  [[nodiscard]] Crowd crowd() const { return static_cast<Crowd>(key >> 2 & 3); }
  /// Whether RaceShadow::more has further ones.
  [[nodiscard]] bool more() const { return (key & kMore) != 0; }
  void set_manner(Manner manner) { key = (key & ~3u) | static_cast<uint32_t>(manner); }
  void set_crowd(Crowd crowd) { key = (key & ~12u) | static_cast<uint32_t>(crowd) << 2; }
  void set_more() { key |= kMore; }

 private:
  static constexpr uint32_t kMore = 16;
};

/// Cells that lie side by side and are remembered as one as long as one instruction touches all of them.
inline constexpr int kRowCells = 16;

/// A row's accesses by neighbouring lanes, with one instruction: those lanes did to cell 0 what `first` says, and each next
/// lane did it to the next cells.
struct RowAccess {
  Access first;
  uint32_t step = 0;   ///< from one lane's clock to the next one's
  uint32_t shift = 0;  ///< logarithm of the cells that belong to a lane

  [[nodiscard]] Access of_cell(int cell) const {
    const auto lane = static_cast<uint32_t>(cell) >> shift;
    return {.key = first.key, .when = first.when + lane * step, .lanes = first.lanes << lane, .pc = first.pc};
  }
  /// Whether the two are the same lanes' at each cell.
  [[nodiscard]] bool same_lanes(const RowAccess& other) const {
    return first.lanes == other.first.lanes && shift == other.shift;
  }
};

/// One access of each cell of a row: together, as a RowAccess, or apart.
class RaceRow {
 public:
  [[nodiscard]] bool apart() const { return together_.shift == kApart; }
  /// If not apart.
  [[nodiscard]] RowAccess& together() { return together_; }
  void set(const RowAccess& access) { together_ = access; }
  /// Sets them apart.  @param oldest  accesses whose keys are smaller may be forgotten
  Access* cells(uint32_t oldest = 1) {
    if (!apart()) set_apart(oldest);
    return cells_->data();
  }
  [[nodiscard]] Access of_cell(int cell) const {
    return apart() ? (*cells_)[static_cast<size_t>(cell)] : together_.of_cell(cell);
  }
  /// Part of this row, in cells of which `1 << parts` are one of it, from cell `begin` of it on.
  [[nodiscard]] RaceRow finer(int parts, int begin) const;

 private:
  static constexpr uint32_t kApart = 32;
  void set_apart(uint32_t oldest);

  RowAccess together_;
  std::unique_ptr<std::array<Access, kRowCells>> cells_;
};

/// Of a row of words, or of 1 or 2 bytes where such have been touched.
struct RaceCells {
  RaceRow write;   ///< the last stores
  RaceRow others;  ///< since then: loads that nothing orders, or atomics
};

/// The cells of 4 KiB. They begin at 4 bytes each; the first narrower access splits all of them, for good.
class RacePage {
 public:
  /// Sees to it that there are cells, of no more than `bytes` bytes.
  void prepare(int bytes) {
    if (rows_ == nullptr) [[unlikely]]
      rows_ = std::make_unique<RaceCells[]>((kBytes >> shift_) / kRowCells);
    if (bytes < (1 << shift_)) [[unlikely]]
      split(bytes == 2 ? 1 : 0);
  }
  /// Logarithm of a cell's bytes.
  [[nodiscard]] int shift() const { return shift_; }
  /// The row and the cell of it that hold an address of this page.
  [[nodiscard]] RaceCells& row(uintptr_t address) { return rows_[cell_number(address) / kRowCells]; }
  [[nodiscard]] int cell(uintptr_t address) const { return static_cast<int>(cell_number(address) % kRowCells); }

 private:
  static constexpr size_t kBytes = PageMap<RacePage>::kBytes;
  [[nodiscard]] size_t cell_number(uintptr_t address) const { return (address & (kBytes - 1)) >> shift_; }
  void split(int shift);
  int shift_ = 2;
  std::unique_ptr<RaceCells[]> rows_;
};

/// A whole memory's cells.
struct RaceShadow {
  PageMap<RacePage> pages;  ///< by address
  /// Further readers of a cell, by its address, in launches that fence: there each may be ordered in a way of its own.
  std::unordered_map<uintptr_t, std::vector<Access>> more;
};

}  // namespace llmsys::simt
