/// @file
/// Launching kernels: the same call on a GPU and in the emulator. Only kernel files include it, through kernel.h.
#pragma once
#include <cstddef>

#include "framework/device/stream.h"

namespace llmsys {

/// How a kernel is launched.
struct LaunchConfig {
  dim3 grid = 1;               ///< blocks; 0 in any direction is an error
  dim3 block = 1;              ///< threads a block, at most 1024
  size_t shared_bytes = 0;     ///< dynamic shared memory a block; more than 48 KiB is allowed for here
  Stream stream = {};          ///< queue
  bool cooperative = false;    ///< all blocks run at once and may call grid.sync()
};

/// Runs `Kernel`. Arguments are converted to the kernel's parameter types.
/// @throws DeviceError naming the kernel and the configuration if it cannot be launched; in the emulator also with the report of
///   what the kernel did wrong
template <auto Kernel, class... Args>
void launch(const LaunchConfig& config, Args&&... args);

/// The block's dynamic shared memory, as LaunchConfig::shared_bytes says: in the emulator as on a GPU.
template <class T>
__device__ T* dynamic_shared();

/// n / d rounded up, for grids.
constexpr unsigned ceil_div(int64_t n, int64_t d) { return static_cast<unsigned>((n + d - 1) / d); }

}  // namespace llmsys
