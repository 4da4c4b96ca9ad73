/// @file
/// What shadow memory is kept in: something for each 4 KiB of addresses that were ever touched.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace llmsys::simt {

/// From page numbers (address >> 12) to `Page`s, which are made when first asked for.
template <class Page>
class PageMap {
 public:
  static constexpr int kBits = 12;
  static constexpr size_t kBytes = size_t{1} << kBits;

  /// The page that holds the address.
  Page& at(uintptr_t address) {
    const uintptr_t number = address >> kBits;
    Slot& slot = slots_[number % kSlots];
    if (slot.number != number) [[unlikely]] {
      std::unique_ptr<Page>& page = pages_[number];
      if (page == nullptr) page = std::make_unique<Page>();
      slot = {number, page.get()};
    }
    return *slot.page;
  }
  /// The page that holds the address, or null if nobody ever asked for it.
  [[nodiscard]] Page* find(uintptr_t address) const {
    const auto found = pages_.find(address >> kBits);
    return found == pages_.end() ? nullptr : found->second.get();
  }
  /// Forgets the pages that lie wholly in the range.
  void erase(uintptr_t address, size_t bytes) {
    slots_ = {};
    const uintptr_t first = (address + kBytes - 1) >> kBits, last = (address + bytes) >> kBits;
    for (uintptr_t number = first; number < last; ++number) pages_.erase(number);
  }
  void clear() {
    slots_ = {};
    pages_.clear();
  }

 private:
  static constexpr size_t kSlots = 256;  // recently used ones, by the low bits of their numbers
  struct Slot {
    uintptr_t number = ~uintptr_t{0};
    Page* page = nullptr;
  };
  std::array<Slot, kSlots> slots_;
  std::unordered_map<uintptr_t, std::unique_ptr<Page>> pages_;
};

}  // namespace llmsys::simt
