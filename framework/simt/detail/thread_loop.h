/// @file
/// The loop over threads that a kernel is compiled into.
#pragma once
#include <climits>
#include <cstddef>
#include <utility>

#include "framework/simt/builtins.h"

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

/// Begins a row of fresh threads: sets builtins to the first of them and returns how many they are, neighbours in x. Does not
/// return if there is none.
int next_threads();

#ifdef LLMSYS_SIMT_TRACED
inline constexpr bool kTraced = true;

/// Runs threads one after another, each to its end. A thread that waits keeps this loop and its stack; another loop goes on
/// with the threads behind it.
template <auto Kernel, class Closure>
LLMSYS_SIMT_RUNTIME void thread_loop(const void* closure) {
  const Closure arguments = *static_cast<const Closure*>(closure);
  for (;;) {
    next_threads();  // one at a time, as traced kernels have it
    call<Kernel>(arguments);
  }
}
#else
inline constexpr bool kTraced = false;

/// 32 threads after another while there are so many, with the kernel inlined into the loop. The counter is what most kernels
/// compute first, blockIdx.x * blockDim.x + threadIdx.x: so g++ sees that it does not overflow, and that neighbours access
/// neighbours.
/// @param left  how many threads the row has from `x` on, which becomes what is left
/// @return whether all have run to their ends without waiting
template <auto Kernel, class Closure>
__attribute__((flatten, noinline)) bool run_vectors(const Closure& closure, unsigned& x, int& left) {
  constexpr int kVector = 32;  // a constant, so that no remainder has to be dealt with
  const Closure arguments = closure;
  const unsigned block_begin =
      static_cast<unsigned>(builtins.block_index.x) * static_cast<unsigned>(builtins.block_size.x);
  builtins.row = row_place;
  unsigned first = x;
  int count = left;
  for (; count >= kVector && block_begin + first <= INT_MAX - kVector; count -= kVector, first += kVector) {
    const int begin = static_cast<int>(block_begin + first);
#pragma GCC ivdep  // threads that run at the same time must not depend on one another
    for (int i = begin; i < begin + kVector; ++i) {
      place_in_row = Number(static_cast<unsigned>(i) - block_begin);
      call<Kernel>(arguments);
      if (builtins.row != row_place) return false;
    }
  }
  x = first;
  left = count;
  return true;
}

/// Runs threads one after another, each to its end. A thread that waits keeps this loop and its stack; another loop goes on
/// with the threads behind it.
template <auto Kernel, class Closure>
void thread_loop(const void* closure) {
  const Closure& arguments = *static_cast<const Closure*>(closure);
  for (;;) {
    int left = next_threads();
    unsigned x = static_cast<unsigned>(builtins.thread_index.x);
    builtins.row = row_place;
    if (left >= 32 && !run_vectors<Kernel>(arguments, x, left)) continue;
    for (; left > 0; --left, ++x) {
      place_in_row = Number(x);
      call<Kernel>(arguments);
      if (builtins.row != row_place) break;
    }
  }
}
#endif

}  // namespace llmsys::simt::detail
