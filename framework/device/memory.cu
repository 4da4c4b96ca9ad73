// Blocks of device memory, from the CUDA runtime or the emulator's.
#include "framework/device/memory.h"

#include "framework/base/error.h"
#include "framework/device/cuda_api.h"

namespace llmsys {

void* device_allocate(size_t bytes, DeviceMemory kind) {
  void* block = nullptr;
  const cudaError_t code =
      kind == DeviceMemory::managed ? cudaMallocManaged(&block, bytes, cudaMemAttachGlobal) : cudaMalloc(&block, bytes);
  if (code == cudaErrorMemoryAllocation) [[unlikely]] {
    static_cast<void>(cudaGetLastError());
    size_t free = 0, all = 0;
    static_cast<void>(cudaMemGetInfo(&free, &all));
    throw OutOfMemory(text("[device_allocate] cannot allocate ", bytes, " bytes (", bytes >> 30, " GiB) on cuda, ",
                           free >> 30, " GiB are free"));
  }
  detail::check_cuda(code, "device_allocate");
  return block;
}

void device_free(void* block) noexcept {
  static_cast<void>(cudaFree(block));  // a destructor cannot report: an error of a kernel before this is sticky
}

void device_copy(void* to, const void* from, size_t bytes) {
  if (bytes == 0) return;
  detail::check_cuda(cudaMemcpy(to, from, bytes, cudaMemcpyDefault), "device_copy");
}

void device_fill(void* to, unsigned char byte, size_t bytes) {
  if (bytes == 0) return;
  detail::check_cuda(cudaMemset(to, byte, bytes), "device_fill");
}

}  // namespace llmsys
