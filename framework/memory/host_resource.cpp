#include "framework/memory/host_resource.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kAddressSpace = size_t{1} << 47;  // what x86-64 gives a process; sanitizers abort on absurd sizes

void* allocate_huge(size_t bytes, size_t alignment) {
  const size_t boundary = std::max(alignment, kHugePage);
  void* pointer = std::aligned_alloc(boundary, (bytes + boundary - 1) / boundary * boundary);
  if (pointer != nullptr) madvise(pointer, bytes, MADV_HUGEPAGE);  // a wish: where the kernel has none, small pages do
  return pointer;
}

/// malloc and room to align by hand: glibc's aligned_alloc bypasses its cache of free blocks and costs 5 to 15 times as
/// much. What malloc returned is kept just before the block.
void* allocate_small(size_t bytes, size_t alignment) {
  const size_t boundary = std::max(alignment, alignof(std::max_align_t));  // so there is room for a pointer in front
  void* start = std::malloc(bytes + boundary);
  if (start == nullptr) return nullptr;
  const uintptr_t aligned = (reinterpret_cast<uintptr_t>(start) + boundary) / boundary * boundary;
  void** block = reinterpret_cast<void**>(aligned);
  block[-1] = start;
  return block;
}

}  // namespace

void* HostResource::allocate(size_t bytes, size_t alignment) {
  if (bytes == 0) return nullptr;
  void* pointer = nullptr;
  if (bytes < kHugePage)
    pointer = allocate_small(bytes, alignment);
  else if (bytes < kAddressSpace)
    pointer = allocate_huge(bytes, alignment);
  LLMSYS_CHECK(OutOfMemory, pointer != nullptr, "[HostResource] cannot allocate ", bytes, " bytes (", bytes >> 30,
               " GiB)");
  return pointer;
}

void HostResource::deallocate(void* pointer, size_t bytes, size_t /*alignment*/) noexcept {
  if (pointer == nullptr) return;
  std::free(bytes < kHugePage ? static_cast<void**>(pointer)[-1] : pointer);
}

}  // namespace llmsys
