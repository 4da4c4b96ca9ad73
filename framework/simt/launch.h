/// @file
/// Running a kernel in the emulator: the templates that end in run_grid().
#pragma once
#include <cstddef>
#include <cstdint>

#include "framework/simt/builtins.h"
#include "framework/simt/observer.h"

namespace llmsys::simt {

/// What a launch takes beside the kernel's arguments.
struct LaunchShape {
  dim3 grid = 1;             ///< blocks
  dim3 block = 1;            ///< threads a block
  size_t shared_bytes = 0;   ///< dynamic shared memory
  void* stream = nullptr;    ///< cudaStream_t
  bool cooperative = false;  ///< may call grid.sync()
};

/// Runs `Kernel` once for each thread of each block, in the order of `shape.stream`. Arguments are converted to the kernel's
/// parameter types and copied now. A launch that cannot be is reported as CUDA does: cudaGetLastError().
/// @code
///   launch<saxpy_kernel>({.grid = 4, .block = 256}, y, x, 2.0f, n);
/// @endcode
template <auto Kernel, class... Args>
void launch(const LaunchShape& shape, Args&&... args);

/// The dynamic shared memory of the block that runs now: `extern __shared__ T x[]` of CUDA.
template <class T>
T* dynamic_shared();

/// How the executor goes about a launch.
struct ExecutorOptions {
  int workers = 0;         ///< operating system threads of the plain variant; 0: one a core
  uint64_t order = 0;      ///< 0: blocks, warps and lanes in order; else a seed of a permutation of each
  double patience = 10.0;  ///< seconds after which a thread that neither waits nor ends is said to spin
};
/// In force for launches from now on.
const ExecutorOptions& executor_options();
/// Changes them; not while a kernel runs.
void set_executor_options(const ExecutorOptions& options);

}  // namespace llmsys::simt
