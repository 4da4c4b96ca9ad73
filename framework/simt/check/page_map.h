/// @file
/// What shadow memory is kept in: something for each 4 KiB of addresses that were ever touched.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace llmsys::simt {

/// From page numbers (address >> 12) to `Page`s. A page begins as `Page{}`, which should take no memory of its own.
template <class Page>
class PageMap {
 public:
  static constexpr int kBits = 12;
  static constexpr size_t kBytes = size_t{1} << kBits;

  /// The page that holds the address.
  Page& at(uintptr_t address) {
    const uintptr_t number = address >> kBits;
    return region(number / kPages).pages[number % kPages];
  }
  /// Forgets the pages that lie wholly in the range.
  void erase(uintptr_t address, size_t bytes) {
    const uintptr_t end = (address + bytes) >> kBits;
    for (uintptr_t number = (address + kBytes - 1) >> kBits; number < end;) {
      const uintptr_t next = std::min(end, (number / kPages + 1) * kPages);
      const auto found = regions_.find(number / kPages);
      for (; found != regions_.end() && number < next; ++number) found->second->pages[number % kPages] = Page{};
      number = next;
    }
  }
  void clear() {
    slots_ = {};
    regions_.clear();
  }

 private:
  static constexpr size_t kPages = 256;  // in a region: 1 MiB of addresses
  static constexpr size_t kSlots = 64;   // regions used recently, by the low bits of their numbers
  struct Region {
    std::array<Page, kPages> pages;
  };
  struct Slot {
    uintptr_t number = ~uintptr_t{0};
    Region* region = nullptr;
  };

  Region& region(uintptr_t number) {
    Slot& slot = slots_[number % kSlots];
    if (slot.number != number) [[unlikely]] {
      std::unique_ptr<Region>& its = regions_[number];
      if (its == nullptr) its = std::make_unique<Region>();
      slot = {number, its.get()};
    }
    return *slot.region;
  }

  std::array<Slot, kSlots> slots_;
  std::unordered_map<uintptr_t, std::unique_ptr<Region>> regions_;
};

}  // namespace llmsys::simt
