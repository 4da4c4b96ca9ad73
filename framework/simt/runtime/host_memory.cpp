#include "framework/simt/runtime/host_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/runtime/queue.h"
#include "framework/simt/runtime_templates.h"

using namespace llmsys;

namespace llmsys::simt {
namespace {

/// Ranges of addresses that do not overlap.
class Ranges {
 public:
  bool contains(const void* address, size_t bytes) {
    const std::lock_guard lock(mutex_);
    const auto first = reinterpret_cast<uintptr_t>(address);
    const auto after = ranges_.upper_bound(first);
    if (after == ranges_.begin()) return false;
    const auto& [begin, range] = *std::prev(after);
    return first - begin <= range.bytes && bytes <= range.bytes - (first - begin);
  }
  void add(const void* address, size_t bytes, bool owned) {
    const std::lock_guard lock(mutex_);
    ranges_[reinterpret_cast<uintptr_t>(address)] = {bytes, owned};
  }
  /// Forgets the range that begins there. False if none does, or `owned` is another.
  bool remove(const void* address, bool owned) {
    const std::lock_guard lock(mutex_);
    const auto found = ranges_.find(reinterpret_cast<uintptr_t>(address));
    if (found == ranges_.end() || found->second.owned != owned) return false;
    ranges_.erase(found);
    return true;
  }

 private:
  struct Range {
    size_t bytes;
    bool owned;  // allocated here
  };
  std::mutex mutex_;
  std::map<uintptr_t, Range> ranges_;
};

// Never destroyed: destructors of static objects free pinned memory.
Ranges& pinned() {
  static const auto ranges = new Ranges;
  return *ranges;
}
Ranges& symbols() {
  static const auto ranges = new Ranges;
  return *ranges;
}

}  // namespace

bool is_pinned(const void* address, size_t bytes) { return pinned().contains(address, bytes); }
void register_symbol(const void* address, size_t bytes) { symbols().add(address, bytes, false); }
bool is_symbol(const void* address, size_t bytes) { return symbols().contains(address, bytes); }

uint64_t hash_bytes(const void* address, size_t bytes) {
  constexpr uint64_t kOdd = 0x9e3779b97f4a7c15u;
  const auto* from = static_cast<const char*>(address);
  uint64_t hash = bytes * kOdd;
  for (size_t i = 0; i < bytes; i += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, from + i, std::min(sizeof(word), bytes - i));
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace llmsys::simt

using namespace llmsys::simt;

cudaError_t cudaMallocHost(void** pointer, size_t bytes) { return cudaHostAlloc(pointer, bytes, cudaHostAllocDefault); }

cudaError_t cudaHostAlloc(void** pointer, size_t bytes, unsigned int /*flags*/) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return fail(cudaErrorInvalidValue, "[cudaHostAlloc] the pointer's address is null");
  constexpr size_t kPage = 4096;
  *pointer =
      bytes == 0 || bytes > kArenaBytes ? nullptr : std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage);
  if (*pointer == nullptr && bytes > 0)
    return fail(cudaErrorMemoryAllocation, text("[cudaHostAlloc] no room for ", bytes, " bytes of host memory"));
  if (bytes > 0) pinned().add(*pointer, bytes, true);
  return cudaSuccess;
}

cudaError_t cudaFreeHost(void* pointer) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return cudaSuccess;
  const std::lock_guard lock(queue().mutex);
  queue().finish();  // copies that are under way still use it
  if (!pinned().remove(pointer, true))
    return fail(cudaErrorInvalidValue,
                text("[cudaFreeHost] ", hex(pointer), " is not from cudaMallocHost or cudaHostAlloc"));
  std::free(pointer);
  return cudaSuccess;
}

cudaError_t cudaHostRegister(void* pointer, size_t bytes, unsigned int /*flags*/) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr || bytes == 0) return fail(cudaErrorInvalidValue, "[cudaHostRegister] nothing to pin");
  if (is_pinned(pointer, 1))
    return fail(cudaErrorHostMemoryAlreadyRegistered, text("[cudaHostRegister] ", hex(pointer), " is pinned already"));
  pinned().add(pointer, bytes, false);
  return cudaSuccess;
}

cudaError_t cudaHostUnregister(void* pointer) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  queue().finish();
  if (pinned().remove(pointer, false)) return cudaSuccess;
  return fail(cudaErrorHostMemoryNotRegistered,
              text("[cudaHostUnregister] ", hex(pointer), " is not from cudaHostRegister"));
}

cudaError_t cudaHostGetDevicePointer(void** device, void* /*host*/, unsigned int /*flags*/) {
  if (device != nullptr) *device = nullptr;
  return fail(
      cudaErrorNotSupported,
      "[cudaHostGetDevicePointer] kernels cannot use host memory in the emulator: copy it, or use cudaMallocManaged");
}
