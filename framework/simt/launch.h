/// @file
/// Running a kernel in the emulator: the templates that end in submit().
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "framework/simt/builtins.h"
#include "framework/simt/detail/kernel_name.h"
#include "framework/simt/detail/thread_loop.h"
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

/// A kernel as the executor sees it.
struct KernelCode {
  const char* name;                          ///< "transpose_kernel<float, 32>"; lives as long as the program
  void (*thread_loop)(const void* closure);  ///< runs thread after thread; `closure` holds the arguments
  bool traced;                               ///< its file was compiled for tracing
  /// The kernel's address, for which cudaFuncSetAttribute() has to allow more than 48 KiB of dynamic shared memory; null: no
  /// need to ask.
  const void* function = nullptr;
};

/// Hands a launch to its stream, which calls run_grid() at once or later.
/// @param closure  the arguments: copied, as bytes, to a multiple of 64
void submit(const LaunchShape& shape, const KernelCode& kernel, const void* closure, size_t bytes);

namespace detail {

/// Calls receive(kernel, closure, bytes) with the arguments converted to the kernel's parameter types.
template <auto Kernel, class Receive, class... T, class... Args>
auto with_closure(const Receive& receive, void (*)(T...), Args&&... args) {
  static_assert(sizeof...(T) == sizeof...(Args), "launch: the kernel takes another number of arguments");
  using Closure = Arguments<std::index_sequence_for<T...>, T...>;
  static_assert(std::is_trivially_destructible_v<Closure> && alignof(Closure) <= 64,
                "launch: a kernel's parameters are copied as bytes: numbers, pointers and plain structs");
  const Closure closure{{static_cast<T>(std::forward<Args>(args))}...};
  const KernelCode code{KernelName<Kernel>::text.data(), thread_loop<Kernel, Closure>, kTraced};
  return receive(code, &closure, sizeof(closure));
}

}  // namespace detail

/// Runs `Kernel` once for each thread of each block, in the order of `shape.stream`. Arguments are converted to the kernel's
/// parameter types and copied now. A launch that cannot be is reported as CUDA does: cudaGetLastError().
/// @code
///   launch<saxpy_kernel>({.grid = 4, .block = 256}, y, x, 2.0f, n);
/// @endcode
template <auto Kernel, class... Args>
void launch(const LaunchShape& shape, Args&&... args) {
  const auto receive = [&shape](const KernelCode& kernel, const void* closure, size_t bytes) {
    submit(shape, kernel, closure, bytes);
  };
  detail::with_closure<Kernel>(receive, Kernel, std::forward<Args>(args)...);
}

/// Where the dynamic shared memory of the block that runs now begins: a multiple of 1024.
std::byte* dynamic_shared_memory();

/// The dynamic shared memory of the block that runs now: `extern __shared__ T x[]` of CUDA.
template <class T>
LLMSYS_SIMT_RUNTIME T* dynamic_shared() {
  return reinterpret_cast<T*>(dynamic_shared_memory());
}

/// How the executor goes about a launch.
struct ExecutorOptions {
  int workers = 0;         ///< operating system threads of the plain variant; 0: one a core
  uint64_t order = 0;      ///< 0: blocks, warps and lanes in order; else a seed of a permutation of each
  double patience = 10.0;  ///< seconds after which a thread that neither waits nor ends is said to spin
  size_t stack_bytes = 0;  ///< of a thread: a power of two; 0: 16 KiB, or 64 KiB if somebody observes
};
/// In force for launches from now on.
const ExecutorOptions& executor_options();
/// Changes them; not while a kernel runs.
void set_executor_options(const ExecutorOptions& options);

}  // namespace llmsys::simt
