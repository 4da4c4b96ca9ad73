#include "framework/memory/host_resource.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kAddressSpace = size_t{1} << 47;  // what x86-64 gives a process; sanitizers abort on absurd sizes

size_t round_up(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

}  // namespace

void* HostResource::allocate(size_t bytes, size_t alignment) {
  if (bytes == 0) return nullptr;
  const bool huge = bytes >= kHugePage;
  const size_t boundary = huge ? std::max(alignment, kHugePage) : alignment;
  void* pointer = bytes < kAddressSpace ? std::aligned_alloc(boundary, round_up(bytes, boundary)) : nullptr;
  LLMSYS_CHECK(OutOfMemory, pointer != nullptr, "[HostResource] cannot allocate ", bytes, " bytes (", bytes >> 30,
               " GiB)");
  if (huge) madvise(pointer, bytes, MADV_HUGEPAGE);  // a wish: where the kernel has none, small pages do
  return pointer;
}

void HostResource::deallocate(void* pointer, size_t /*bytes*/, size_t /*alignment*/) noexcept { std::free(pointer); }

}  // namespace llmsys
