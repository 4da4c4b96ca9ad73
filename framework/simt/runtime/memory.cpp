#include <algorithm>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/gpus.h"
#include "framework/simt/runtime/host_memory.h"
#include "framework/simt/runtime/queue.h"
#include "framework/simt/runtime_api.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

size_t device_bytes() { return std::min(static_cast<size_t>(pretended_gpu().memory_bytes), kArenaBytes); }

cudaError_t allocate(const char* who, void** pointer, size_t bytes, bool managed, const void* pc) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return fail(cudaErrorInvalidValue, text("[", who, "] the pointer's address is null"));
  *pointer = nullptr;
  if (bytes == 0) return cudaSuccess;
  const size_t used = arena_live_bytes();
  if (bytes <= device_bytes() - std::min(used, device_bytes())) *pointer = arena_allocate(bytes, managed, pc);
  if (*pointer != nullptr) return cudaSuccess;
  return fail(cudaErrorMemoryAllocation, text("[", who, "] no room for ", bytes, " bytes: ", used, " of ",
                                              device_bytes(), " are in use (", pretended_gpu().name, ")"));
}

/// While streams are captured, calls that concern all the device are refused.
cudaError_t check_capture(const char* who) {
  if (g_deferring == 0) return cudaSuccess;
  const std::lock_guard lock(queue().mutex);
  return queue().refuse_in_capture(who);
}

cudaError_t not_a_block(const char* who, void* pointer) {
  const Allocation* block = in_arena(pointer) ? find_allocation(pointer) : nullptr;
  std::string why = "is not device memory";
  if (block != nullptr && !block->live) why = text("was freed already (", block->name, ")");
  if (block != nullptr && block->live) why = text("is not the beginning of ", block->name);
  if (block == nullptr && in_arena(pointer)) why = "belongs to no allocation";
  return fail(cudaErrorInvalidValue, text("[", who, "] ", hex(pointer), " ", why));
}

bool begins_block(const void* pointer) {
  const Allocation* block = find_allocation(pointer);
  return block != nullptr && block->live && block->address == reinterpret_cast<uintptr_t>(pointer);
}

}  // namespace

cudaError_t cudaMalloc(void** pointer, size_t bytes) {
  if (const cudaError_t error = check_capture("cudaMalloc")) return error;
  return allocate("cudaMalloc", pointer, bytes, false, __builtin_return_address(0));
}

cudaError_t cudaMallocManaged(void** pointer, size_t bytes, unsigned int /*flags*/) {
  if (const cudaError_t error = check_capture("cudaMallocManaged")) return error;
  return allocate("cudaMallocManaged", pointer, bytes, true, __builtin_return_address(0));
}

cudaError_t cudaMallocAsync(void** pointer, size_t bytes, cudaStream_t /*stream*/) {
  return allocate("cudaMallocAsync", pointer, bytes, false, __builtin_return_address(0));
}

cudaError_t cudaMallocPitch(void** pointer, size_t* pitch, size_t width, size_t height) {
  if (pitch == nullptr) return fail(cudaErrorInvalidValue, "[cudaMallocPitch] the pitch's address is null");
  constexpr size_t kRow = 512;  // as GPUs since 3.0 align rows
  *pitch = (width + kRow - 1) / kRow * kRow;
  return allocate("cudaMallocPitch", pointer, *pitch * height, false, __builtin_return_address(0));
}

cudaError_t cudaFree(void* pointer) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return cudaSuccess;
  if (g_deferring != 0) {
    const std::lock_guard lock(queue().mutex);
    if (const cudaError_t error = queue().refuse_in_capture("cudaFree")) return error;
    queue().finish();
  }
  return arena_free(pointer) ? cudaSuccess : not_a_block("cudaFree", pointer);
}

cudaError_t cudaFreeAsync(void* pointer, cudaStream_t stream) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return cudaSuccess;
  if (!begins_block(pointer)) return not_a_block("cudaFreeAsync", pointer);
  const ByteRange all{pointer, find_allocation(pointer)->bytes, true};
  return enqueue(stream, {"cudaFreeAsync", cudaGraphNodeTypeMemFree, {all}}, [=] { arena_free(pointer); });
}

cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (free != nullptr) *free = device_bytes() - std::min(arena_live_bytes(), device_bytes());
  if (total != nullptr) *total = device_bytes();
  return cudaSuccess;
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* pointer) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (attributes == nullptr) return fail(cudaErrorInvalidValue, "[cudaPointerGetAttributes] nowhere to put the result");
  *attributes = {};
  void* const address = const_cast<void*>(pointer);
  if (arena_owns(pointer, 1)) {
    const bool managed = find_allocation(pointer)->managed;
    attributes->type = managed ? cudaMemoryTypeManaged : cudaMemoryTypeDevice;
    attributes->devicePointer = address;
    if (managed) attributes->hostPointer = address;
  } else {
    attributes->type = is_pinned(pointer, 1) ? cudaMemoryTypeHost : cudaMemoryTypeUnregistered;
    attributes->hostPointer = address;
  }
  return cudaSuccess;
}

cudaError_t cudaMemPrefetchAsync(const void* pointer, size_t bytes, cudaMemLocation /*place*/, unsigned int /*flags*/,
                                 cudaStream_t stream) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (!arena_owns(pointer, bytes) || !find_allocation(pointer)->managed)
    return fail(cudaErrorInvalidValue, text("[cudaMemPrefetchAsync] ", hex(pointer), " is not from cudaMallocManaged"));
  return enqueue(stream, {"cudaMemPrefetchAsync", cudaGraphNodeTypeEmpty, {}}, [] {});
}

cudaError_t cudaMemAdvise(const void* pointer, size_t bytes, cudaMemoryAdvise /*advice*/, cudaMemLocation /*place*/) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (arena_owns(pointer, bytes) && find_allocation(pointer)->managed) return cudaSuccess;
  return fail(cudaErrorInvalidValue, text("[cudaMemAdvise] ", hex(pointer), " is not from cudaMallocManaged"));
}
