/// @file
/// Memory of Device::cuda, straight from CUDA.
#pragma once
#include "framework/memory/memory_resource.h"

namespace llmsys {

/// Memory that kernels reach and the host does not: cudaMalloc and cudaFree. Both wait for the device, so a block is never
/// reused while a kernel of any stream still works on it. Slow where a step allocates much: what allocators are made for.
class DeviceResource final : public MemoryResource {
 public:
  /// @param alignment  at most 256
  /// @throws OutOfMemory with the bytes asked for; DeviceError if there is no device
  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return Device::cuda; }
  [[nodiscard]] bool host_accessible() const override { return false; }
};

/// Memory that kernels and the host reach at the same addresses, once the other is done with it: cudaMallocManaged. What
/// a program needs whose host code looks into tensors on cuda, as that of labs 00 and 01 does.
class ManagedResource final : public MemoryResource {
 public:
  /// @copydoc DeviceResource::allocate
  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return Device::cuda; }
};

}  // namespace llmsys
