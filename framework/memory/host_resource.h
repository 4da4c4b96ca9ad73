/// @file
/// Memory of this machine, straight from the C library.
#pragma once
#include "framework/memory/memory_resource.h"

namespace llmsys {

/// Aligned blocks of host memory. Blocks of 2 MiB and more ask the kernel for huge pages: 512 times fewer page faults
/// and TLB entries.
class HostResource final : public MemoryResource {
 public:
  /// @throws OutOfMemory "[HostResource] cannot allocate 140737488355328 bytes (131072 GiB)"
  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
};

}  // namespace llmsys
