/// @file
/// Launching kernels: the same call on a GPU and in the emulator. Only kernel files include it, through kernel.h.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "framework/device/stream.h"
#ifndef __CUDACC__
#include "framework/simt/launch.h"
#endif

namespace llmsys {

/// How a kernel is launched.
struct LaunchConfig {
  dim3 grid = 1;             ///< blocks; 0 in any direction is an error
  dim3 block = 1;            ///< threads a block, at most 1024
  size_t shared_bytes = 0;   ///< dynamic shared memory a block; more than 48 KiB is allowed for here
  Stream stream = {};        ///< queue
  bool cooperative = false;  ///< all blocks run at once and may call grid.sync()
};

namespace detail {

/// A text that holds the kernel's name, as the compiler writes it.
template <auto Kernel>
const char* kernel_signature() {
  return __PRETTY_FUNCTION__;
}

/// Throws what the last launch failed with, if it did.  @param signature  from kernel_signature()
void check_launch(const char* signature, const LaunchConfig& config);

#ifdef __CUDACC__
/// Queues a kernel by its address. What CUDA answers is left for check_launch().
void launch_on_gpu(const void* kernel, const LaunchConfig& config, void** arguments);

/// Converts the arguments to the kernel's parameters.
template <class... Parameters>
void launch_on_gpu(void (*kernel)(Parameters...), const LaunchConfig& config,
                   std::type_identity_t<Parameters>... arguments) {
  void* pointers[] = {const_cast<void*>(static_cast<const void*>(&arguments))..., nullptr};
  launch_on_gpu(reinterpret_cast<const void*>(kernel), config, pointers);
}
#endif

}  // namespace detail

/// Runs `Kernel`. Arguments are converted to the kernel's parameter types.
/// @throws DeviceError naming the kernel and the configuration if it cannot be launched; in the emulator also with the report
///   of what the kernel did wrong
template <auto Kernel, class... Args>
void launch(const LaunchConfig& config, Args&&... args) {
#ifdef __CUDACC__
  detail::launch_on_gpu(Kernel, config, std::forward<Args>(args)...);
#else
  simt::launch<Kernel>({.grid = config.grid,
                        .block = config.block,
                        .shared_bytes = config.shared_bytes,
                        .stream = config.stream.handle(),
                        .cooperative = config.cooperative},
                       std::forward<Args>(args)...);
#endif
  detail::check_launch(detail::kernel_signature<Kernel>(), config);
}

/// The block's dynamic shared memory, as LaunchConfig::shared_bytes says: in the emulator as on a GPU.
template <class T>
__device__ T* dynamic_shared() {
#ifdef __CUDACC__
  extern __shared__ __align__(128) unsigned char bytes[];
  return reinterpret_cast<T*>(bytes);
#else
  return simt::dynamic_shared<T>();
#endif
}

/// n / d rounded up, for grids.
constexpr unsigned ceil_div(int64_t n, int64_t d) { return static_cast<unsigned>((n + d - 1) / d); }

}  // namespace llmsys
