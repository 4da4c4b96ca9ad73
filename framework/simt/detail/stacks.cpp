#include "framework/simt/detail/stacks.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace llmsys::simt::detail {

Stacks::Stacks(int count, size_t bytes, Pages pages) : count_(count), stride_(bytes + kStagger) {
  const size_t mapped = kGuard + this->bytes();
  void* memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  if (pages == Pages::huge)
    madvise(memory, mapped, MADV_HUGEPAGE);  // a guard page for each stack would break them up, at twice the time
  mprotect(memory, kGuard, PROT_NONE);
  memory_ = static_cast<std::byte*>(memory) + kGuard + kSlack;
}

Stacks::~Stacks() { munmap(memory_ - kSlack - kGuard, kGuard + bytes()); }

uint64_t* Stacks::last_line(int index) const {
  return reinterpret_cast<uint64_t*>(memory_ + static_cast<size_t>(index) * stride_);
}

int Stacks::find(const void* address) const {
  const auto offset = reinterpret_cast<intptr_t>(address) - reinterpret_cast<intptr_t>(memory_);
  if (offset < 0) return -offset <= static_cast<intptr_t>(kGuard + kSlack) ? 0 : -1;
  const auto index = offset / static_cast<intptr_t>(stride_);
  return index < count_ ? static_cast<int>(index) : -1;
}

int Stacks::take() {
  std::fill_n(last_line(used_), kCanaries, kCanary);
  return used_++;
}

bool Stacks::overflowed(int index) const {
  const uint64_t* words = last_line(index);
  uint64_t differs = 0;
  for (size_t i = 0; i < kCanaries; ++i) differs |= words[i] ^ kCanary;
  return differs != 0;
}

bool Stacks::overflowed_around(const void* address) {
  const auto* const begin = memory_ + static_cast<size_t>(asked_) * stride_;
  const auto offset = reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(begin);
  if (offset >= stride_) asked_ = offset < 2 * stride_ ? asked_ + 1 : find(address);
  __builtin_prefetch(last_line(asked_ + 1));  // threads are asked about one after another
  return overflowed(asked_);
}

int Stacks::find_overflow() const {
  for (int index = 0; index < used_; ++index) {
    if (overflowed(index)) return index;
  }
  return -1;
}

}  // namespace llmsys::simt::detail
