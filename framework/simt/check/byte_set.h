/// @file
/// A set of addresses, one bit a byte: which bytes of device memory somebody has written.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "framework/simt/check/page_map.h"

namespace llmsys::simt {

/// Sparse: costs an eighth of the pages it was told about.
class ByteSet {
 public:
  void insert(uintptr_t address, size_t bytes);
  void erase(uintptr_t address, size_t bytes);
  /// Whether all of these bytes are in the set.
  [[nodiscard]] bool contains(uintptr_t address, size_t bytes);
  /// The first of these bytes that is not in it; address + bytes if all are.
  [[nodiscard]] uintptr_t first_missing(uintptr_t address, size_t bytes);
  /// How many of these bytes are not in it.
  [[nodiscard]] size_t count_missing(uintptr_t address, size_t bytes);
  void clear() { pages_.clear(); }

  /// Of at most 16 bytes at a multiple of their number, a power of two: what a lane touches.
  /// @{
  void insert_aligned(uintptr_t address, int bytes) { word_of(address) |= bits(address, bytes); }
  [[nodiscard]] bool contains_aligned(uintptr_t address, int bytes) {
    const uint64_t wanted = bits(address, bytes);
    return (word_of(address) & wanted) == wanted;
  }
  /// @}

 private:
  struct Page {
    std::unique_ptr<std::array<uint64_t, 64>> words;  // bit b of word w: byte 64 w + b of the page
  };
  uint64_t& word_of(uintptr_t address) {
    auto& words = pages_.at(address).words;
    if (words == nullptr) [[unlikely]]
      words = std::make_unique<std::array<uint64_t, 64>>();
    return (*words)[address / 64 % 64];
  }
  static uint64_t bits(uintptr_t address, int bytes) { return ((uint64_t{1} << bytes) - 1) << (address % 64); }
  template <class Visit>
  bool each_word(uintptr_t address, size_t bytes, const Visit& visit);

  PageMap<Page> pages_;
};

}  // namespace llmsys::simt
