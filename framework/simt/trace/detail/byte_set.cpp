#include "framework/simt/trace/detail/byte_set.h"

#include <algorithm>
#include <bit>

#include "framework/simt/arena.h"

namespace llmsys::simt::detail {

ByteSet::Page& ByteSet::page(size_t index) {
  if (index >= pages_.size()) pages_.resize(index + 1);
  std::unique_ptr<Page>& page = pages_[index];
  if (!page) page = std::make_unique<Page>();
  if (!page->dirty) {
    page->dirty = true;
    dirty_.push_back(index);
  }
  return *page;
}

void ByteSet::add(uintptr_t address, size_t bytes) {
  size_t offset = address - kArenaBase;
  while (bytes > 0) {
    const size_t bit = offset % kWordBits;
    const size_t here = std::min(bytes, kWordBits - bit);
    uint64_t& word = page(offset / kPageBytes).words[offset % kPageBytes / kWordBits];
    const uint64_t added = ~uint64_t{0} >> (kWordBits - here) << bit & ~word;
    word |= added;
    count_ += std::popcount(added);
    offset += here;
    bytes -= here;
  }
}

void ByteSet::clear() {
  for (const size_t index : dirty_) *pages_[index] = {};
  dirty_.clear();
  count_ = 0;
}

}  // namespace llmsys::simt::detail
