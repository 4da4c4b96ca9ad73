#include "framework/memory/device_resource.h"

#include "framework/base/error.h"
#include "framework/device/memory.h"

namespace llmsys {
namespace {

constexpr size_t kCudaAlignment = 256;  // bytes, of every block that CUDA hands out

void* take(const char* who, size_t bytes, size_t alignment, DeviceMemory kind) {
  LLMSYS_CHECK(ValueError, alignment <= kCudaAlignment, "[", who, "] CUDA aligns blocks to ", kCudaAlignment,
               " bytes, asked for ", alignment);
  return bytes == 0 ? nullptr : device_allocate(bytes, kind);
}

}  // namespace

void* DeviceResource::allocate(size_t bytes, size_t alignment) {
  return take("DeviceResource", bytes, alignment, DeviceMemory::device_only);
}

void DeviceResource::deallocate(void* pointer, size_t /*bytes*/, size_t /*alignment*/) noexcept {
  device_free(pointer);
}

void* ManagedResource::allocate(size_t bytes, size_t alignment) {
  return take("ManagedResource", bytes, alignment, DeviceMemory::managed);
}

void ManagedResource::deallocate(void* pointer, size_t /*bytes*/, size_t /*alignment*/) noexcept {
  device_free(pointer);
}

}  // namespace llmsys
