/// @file
/// Where tensors get their bytes: one small interface, so that a student's allocator can become the system's.
#pragma once
#include <cstddef>

#include "framework/device/device.h"

namespace llmsys {

struct Context;  // framework/base/context.h

/// Hands out and takes back blocks of memory. Implementations are thread-safe and outlive every block they handed out;
/// memory/contract.h tests what is promised here.
class MemoryResource {
 public:
  MemoryResource() = default;
  virtual ~MemoryResource() = default;
  MemoryResource(const MemoryResource&) = delete;
  MemoryResource& operator=(const MemoryResource&) = delete;

  /// A block with any contents. Zero bytes give a pointer that may be null.
  /// @param bytes      the least it holds
  /// @param alignment  in bytes, a power of two; the default is a cache line and an AVX-512 vector
  /// @throws OutOfMemory with the number of bytes asked for
  virtual void* allocate(size_t bytes, size_t alignment = kAlignment) = 0;
  /// Takes back what allocate(bytes, alignment) returned, exactly once. Null with 0 bytes does nothing.
  virtual void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept = 0;

  /// Whose memory it is.
  [[nodiscard]] virtual Device device() const { return Device::cpu; }
  /// Whether the host may read and write the bytes; what another device does to them it must wait for.
  [[nodiscard]] virtual bool host_accessible() const { return true; }

  /// The default alignment, in bytes.
  static constexpr size_t kAlignment = 64;
};

/// The HostResource that serves whoever asked for nothing else.
MemoryResource& default_memory();

/// The DeviceResource that serves whoever asked for nothing else.
MemoryResource& default_device_memory();

/// Makes tensors of resource.device() come from `resource` under `here`: sets its memory or its device_memory.
/// @code
///   PeakMeter meter(current_memory(context().device));
///   Context mine = context();
///   use_memory(mine, meter);
///   ContextScope scope(mine);
/// @endcode
void use_memory(Context& here, MemoryResource& resource);

/// context().memory, or default_memory() where the Context names none; for Device::cuda its device_memory, or
/// default_device_memory().
MemoryResource& current_memory(Device device = Device::cpu);

}  // namespace llmsys
