#include "framework/simt/check/byte_set.h"

#include <algorithm>
#include <bit>

namespace llmsys::simt {

/// Calls visit(word, mask, address of the word's first byte) along the range, until it says false.
template <class Visit>
bool ByteSet::each_word(uintptr_t address, size_t bytes, const Visit& visit) {
  const uintptr_t end = address + bytes;
  while (address < end) {
    const uintptr_t base = address & ~uintptr_t{63}, stop = std::min(base + 64, end);
    const uint64_t from = ~uint64_t{0} << (address - base);
    const uint64_t to = stop - base == 64 ? ~uint64_t{0} : (uint64_t{1} << (stop - base)) - 1;
    if (!visit(word_of(base), from & to, base)) return false;
    address = stop;
  }
  return true;
}

void ByteSet::insert(uintptr_t address, size_t bytes) {
  each_word(address, bytes, [](uint64_t& word, uint64_t mask, uintptr_t) {
    word |= mask;
    return true;
  });
}

void ByteSet::erase(uintptr_t address, size_t bytes) {
  pages_.erase(address, bytes);  // whole pages; of the two at the ends, bits
  const uintptr_t end = address + bytes;
  const auto clear = [this](uintptr_t from, uintptr_t to) {
    each_word(from, to - from, [](uint64_t& word, uint64_t mask, uintptr_t) {
      word &= ~mask;
      return true;
    });
  };
  const uintptr_t first_page = (address + PageMap<Page>::kBytes - 1) & ~(PageMap<Page>::kBytes - 1);
  const uintptr_t last_page = end & ~(PageMap<Page>::kBytes - 1);
  if (first_page >= last_page) return clear(address, end);
  clear(address, first_page);
  clear(last_page, end);
}

bool ByteSet::contains(uintptr_t address, size_t bytes) {
  return each_word(address, bytes, [](uint64_t word, uint64_t mask, uintptr_t) { return (word & mask) == mask; });
}

uintptr_t ByteSet::first_missing(uintptr_t address, size_t bytes) {
  uintptr_t found = address + bytes;
  each_word(address, bytes, [&](uint64_t word, uint64_t mask, uintptr_t base) {
    const uint64_t missing = mask & ~word;
    if (missing != 0) found = base + static_cast<uintptr_t>(std::countr_zero(missing));
    return missing == 0;
  });
  return found;
}

size_t ByteSet::count_missing(uintptr_t address, size_t bytes) {
  size_t missing = 0;
  each_word(address, bytes, [&](uint64_t word, uint64_t mask, uintptr_t) {
    missing += static_cast<size_t>(std::popcount(mask & ~word));
    return true;
  });
  return missing;
}

}  // namespace llmsys::simt
