/// @file
/// Which bytes of the arena a kernel touched: one bit each.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "framework/simt/footprint.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt::detail {

/// A set of bytes of the arena that knows how many it holds.
class ByteSet {
 public:
  /// Adds the bytes from `address` on, which lie in the arena.
  void add(uintptr_t address, size_t bytes);
  /// Adds what the lanes of a request touch.
  void add(const WarpRequest& request);
  /// How many there are.
  [[nodiscard]] int64_t count() const { return count_; }
  /// All of them, in order; runs are apart.
  [[nodiscard]] std::vector<ByteRun> runs();
  /// Makes it empty; memory is kept for the next launch.
  void clear();

 private:
  static constexpr size_t kWordBits = 64;
  static constexpr size_t kPageWords = 512;
  static constexpr size_t kPageBytes = kWordBits * kPageWords;  // of the arena, in one page
  struct Page {
    std::array<uint64_t, kPageWords> words{};
    bool dirty = false;
  };

  Page& page(size_t index);

  std::vector<std::unique_ptr<Page>> pages_;  // by place in the arena; null: never touched
  std::vector<size_t> dirty_;                 // pages with a bit set
  int64_t count_ = 0;
};

}  // namespace llmsys::simt::detail
