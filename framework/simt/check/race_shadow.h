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

/// Of one word, or of 1 or 2 bytes where such have been touched.
struct alignas(32) RaceCell {
  Access write;   ///< the last store
  Access others;  ///< since then: loads that nothing orders, or atomics
};

/// The cells of 4 KiB. They begin at 4 bytes each; the first narrower access splits all of them, for good.
class RacePage {
 public:
  /// The cells of an access of `bytes` bytes, which are aligned and lie in this page; there are count_of(bytes).
  RaceCell* cells(uintptr_t address, int bytes) {
    if (bytes < (1 << shift_)) [[unlikely]]
      split(bytes == 2 ? 1 : 0);
    return &cells_[(address & (kBytes - 1)) >> shift_];
  }
  /// At least 1.
  [[nodiscard]] int count_of(int bytes) const { return bytes >> shift_; }

 private:
  static constexpr size_t kBytes = PageMap<RacePage>::kBytes;
  void split(int shift);
  int shift_ = 2;
  std::unique_ptr<RaceCell[]> cells_ = std::make_unique<RaceCell[]>(kBytes >> 2);
};

/// A whole memory's cells.
struct RaceShadow {
  PageMap<RacePage> pages;  ///< by address
  /// Further readers of a cell, by its address, in launches that fence: there each may be ordered in a way of its own.
  std::unordered_map<uintptr_t, std::vector<Access>> more;
};

}  // namespace llmsys::simt
