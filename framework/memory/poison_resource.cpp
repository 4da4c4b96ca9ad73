#include "framework/memory/poison_resource.h"

#include <cstring>

#include "framework/device/memory.h"

namespace llmsys {
namespace {

void fill(Device device, void* pointer, unsigned char byte, size_t bytes) {
  if (bytes == 0) return;
  if (device != Device::cpu) return device_fill(pointer, byte, bytes);
  std::memset(pointer, byte, bytes);
  asm volatile("" : : "r"(pointer) : "memory");  // the compiler may not drop a store it believes dead
}

}  // namespace

void* PoisonResource::allocate(size_t bytes, size_t alignment) {
  void* pointer = upstream_.allocate(bytes, alignment);
  fill(device(), pointer, kFresh, bytes);
  return pointer;
}

void PoisonResource::deallocate(void* pointer, size_t bytes, size_t alignment) noexcept {
  fill(device(), pointer, kFreed, bytes);
  upstream_.deallocate(pointer, bytes, alignment);
}

}  // namespace llmsys
