/// @file
/// The loop over threads that a kernel is compiled into.
#pragma once
#include <cstddef>
#include <utility>

#include "framework/simt/builtins.h"
#include "framework/simt/detail/fiber.h"

namespace llmsys::simt::detail {

template <size_t kIndex, class T>
struct Argument {
  T value;
};
template <class Indices, class... T>
struct Arguments;
/// A kernel's arguments side by side. (std::tuple cannot be copied as bytes.)
template <size_t... kIndex, class... T>
struct Arguments<std::index_sequence<kIndex...>, T...> : Argument<kIndex, T>... {};

template <auto Kernel, size_t... kIndex, class... T>
LLMSYS_SIMT_RUNTIME __forceinline__ void call(const Arguments<std::index_sequence<kIndex...>, T...>& arguments) {
  Kernel(static_cast<const Argument<kIndex, T>&>(arguments).value...);
}

/// One thread, and not as a row: the counter of rows would overflow in its block.
inline constexpr int kOverflows = 0;

/// Of the fresh threads that builtins have the first of, neighbours in x, or kOverflows.
extern thread_local constinit int row_length;

/// The threads of this fiber have ended. Begins fresh ones and sets row_length, here or on the fiber to switch to.
Switch next_threads();

#ifdef LLMSYS_SIMT_TRACED
inline constexpr bool kTraced = true;

/// Runs threads one after another, each to its end. A thread that waits keeps this loop and its stack; another loop goes on
/// with the threads behind it.
template <auto Kernel, class Closure>
LLMSYS_SIMT_RUNTIME void thread_loop(const void* closure) {
  const Closure arguments = *static_cast<const Closure*>(closure);
  for (;;) {
    call<Kernel>(arguments);  // one at a time, as traced kernels have it
    follow(next_threads());
  }
}
#else
inline constexpr bool kTraced = false;

/// One thread that is no row.
template <auto Kernel, class Closure>
__attribute__((noinline)) void run_alone(const Closure& arguments) {
  builtins.row = nullptr;
  call<Kernel>(arguments);
}

/// Runs threads one after another, each to its end. A thread that waits keeps this loop and its stack; another loop goes on
/// with the threads behind it.
///
/// The kernel is inlined here, once. The counter is what most kernels compute first, blockIdx.x * blockDim.x + threadIdx.x:
/// so g++ sees that it does not overflow, and that neighbours access neighbours.
template <auto Kernel, class Closure>
__attribute__((flatten)) void thread_loop(const void* closure) {
  const Closure arguments = *static_cast<const Closure*>(closure);
  for (;; follow(next_threads())) {
    const int count = row_length;
    const unsigned block_begin =
        static_cast<unsigned>(builtins.block_index.x) * static_cast<unsigned>(builtins.block_size.x);
    const int begin = static_cast<int>(block_begin + static_cast<unsigned>(builtins.thread_index.x));
    if (count == kOverflows) [[unlikely]] {
      run_alone<Kernel>(arguments);
      continue;
    }
    builtins.row = row_place;
#pragma GCC ivdep  // threads that run at the same time must not depend on one another
    for (int i = begin; i < begin + count; ++i) {
      place_in_row = Number(static_cast<unsigned>(i) - block_begin);
      call<Kernel>(arguments);
      if (builtins.row != row_place) break;
    }
  }
}
#endif

}  // namespace llmsys::simt::detail
