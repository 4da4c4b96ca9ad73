#include "framework/simt/trace/detail/byte_set.h"

#include <algorithm>
#include <bit>

#include "framework/simt/arena.h"
#include "framework/simt/trace/detail/lanes.h"

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

void ByteSet::add(const WarpRequest& request) {
  if (request.pattern == Pattern::consecutive)
    return add(request.first_address(), size_t(request.lanes()) * request.bytes);
  if (request.pattern == Pattern::same) return add(request.first_address(), request.bytes);
  each_lane(request.mask, [&](size_t lane) { add(request.address[lane], request.bytes); });
}

std::vector<ByteRun> ByteSet::runs() {
  std::sort(dirty_.begin(), dirty_.end());
  std::vector<ByteRun> found;
  const auto add_run = [&](uintptr_t begin, uintptr_t end) {
    if (!found.empty() && found.back().end == begin)
      found.back().end = end;
    else
      found.push_back({begin, end});
  };
  for (const size_t index : dirty_)
    for (size_t i = 0; i < kPageWords; ++i) {
      const uintptr_t first = kArenaBase + index * kPageBytes + i * kWordBits;
      for (size_t at = 0; at < kWordBits;) {
        const uint64_t rest = pages_[index]->words[i] >> at;
        if (rest == 0) break;
        at += static_cast<size_t>(std::countr_zero(rest));
        const auto length = static_cast<size_t>(std::countr_one(pages_[index]->words[i] >> at));
        add_run(first + at, first + at + length);
        at += length;
      }
    }
  return found;
}

void ByteSet::clear() {
  for (const size_t index : dirty_) *pages_[index] = {};
  dirty_.clear();
  count_ = 0;
}

}  // namespace llmsys::simt::detail
