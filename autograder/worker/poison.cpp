// Makes memory errors visible in a worker: fresh memory is not zero, and freed memory no longer holds its old content.
// A program that reads before it writes, or after it frees, then gives wrong answers every time instead of now and then.
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

#include "autograder/worker/failed_allocation.h"

namespace {

constexpr int kFresh = 0xFF;  // as a float: NaN; as an integer: -1
constexpr int kFreed = 0xDD;

void* poisoned_allocation(std::size_t size, std::size_t alignment) {
  void* memory =
      alignment <= alignof(std::max_align_t)
          ? std::malloc(size)
          : std::aligned_alloc(alignment, (std::max<std::size_t>(size, 1) + alignment - 1) / alignment * alignment);
  if (memory == nullptr) {
    llmsys::note_failed_allocation(size);
    throw std::bad_alloc();
  }
  std::memset(memory, kFresh, size);
  return memory;
}

void poisoned_free(void* memory) noexcept {
  if (memory != nullptr) std::memset(memory, kFreed, malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return poisoned_allocation(size, 1); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return poisoned_allocation(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { poisoned_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { poisoned_free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { poisoned_free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { poisoned_free(memory); }
