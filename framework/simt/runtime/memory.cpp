#include <cstring>

#include "framework/simt/arena.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/runtime_api.h"

using namespace llmsys;
using namespace llmsys::simt;

cudaError_t cudaMalloc(void** pointer, size_t bytes) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr) return fail(cudaErrorInvalidValue, "[cudaMalloc] the first argument is null");
  *pointer = nullptr;
  if (bytes == 0) return cudaSuccess;
  *pointer = arena_allocate(bytes);
  if (*pointer != nullptr) return cudaSuccess;
  return fail(cudaErrorMemoryAllocation, text("[cudaMalloc] no room for ", bytes, " bytes: ", arena_live_bytes(),
                                              " of ", kArenaBytes, " are in use"));
}

cudaError_t cudaFree(void* pointer) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (pointer == nullptr || arena_free(pointer)) return cudaSuccess;
  return fail(cudaErrorInvalidValue, text("[cudaFree] ", hex(pointer), " is not the beginning of live device memory"));
}

cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind /*kind*/) {
  if (const cudaError_t sticky = device_state()) return sticky;
  std::memcpy(to, from, bytes);
  if (MemoryObserver* listener = memory_observer()) {
    if (in_arena(from)) listener->read(from, bytes, "cudaMemcpy");
    if (in_arena(to)) listener->written(to, bytes);
  }
  return cudaSuccess;
}

cudaError_t cudaMemset(void* pointer, int value, size_t bytes) {
  if (const cudaError_t sticky = device_state()) return sticky;
  std::memset(pointer, value, bytes);
  if (MemoryObserver* listener = memory_observer()) listener->written(pointer, bytes);
  return cudaSuccess;
}

cudaError_t cudaDeviceSynchronize() { return device_state(); }
