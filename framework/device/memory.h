/// @file
/// Bytes of Device::cuda: what memory resources and tensors need of it. The default stream orders all of this with kernels,
/// and nothing here returns before it is done.
#pragma once
#include <cstddef>
#include <cstdint>

namespace llmsys {

/// Who reaches a block of device memory.
enum class DeviceMemory : uint8_t {
  device_only,  ///< kernels
  managed       ///< kernels and the host, at the same address, one after the other
};

/// A block with any contents, aligned to 256 bytes.
/// @throws OutOfMemory "[device_allocate] cannot allocate 1099511627776 bytes (1024 GiB) on cuda, 15 GiB are free"
/// @throws DeviceError if there is no device, or a kernel before this failed
void* device_allocate(size_t bytes, DeviceMemory kind);
/// Gives a block back once the device is done with it; null does nothing. What a kernel before this did wrong is reported
/// by the next call that can.
void device_free(void* block) noexcept;
/// Copies between any two places, on the device or the host.  @throws DeviceError
void device_copy(void* to, const void* from, size_t bytes);
/// Makes `bytes` bytes on the device equal `byte`.  @throws DeviceError
void device_fill(void* to, unsigned char byte, size_t bytes);

}  // namespace llmsys
