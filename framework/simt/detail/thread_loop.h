/// @file
/// The loop over threads that a kernel is compiled into.
#pragma once
#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <type_traits>
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

/// How many fresh threads begin: neighbours in x, of which builtins have the first.
extern thread_local constinit unsigned row_length;
/// It is one, and not to run as a row: the counter of rows would overflow in its block.
extern thread_local constinit bool row_overflows;
/// So many blocks behind the one that runs are begun by the loop itself: each is one row, as that one, and their blockIdx
/// differ in x only.
extern thread_local constinit unsigned blocks_ahead;
/// Rows of threads that have ended on this operating system thread.
extern thread_local constinit std::atomic<uint64_t> rows_ended;

/// Counts one more. Only its own thread changes it.
__forceinline__ void note_row_end() {
  rows_ended.store(rows_ended.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

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
inline constexpr unsigned kMaxRow = 1024;  // threads

/// The type of a kernel's numbers is mostly that of its index, which it compares with one of them. g++ takes `if (i < n)` out
/// of the loop over threads if the loop's own counter is of that type.
template <class... T>
auto counter_of(void (*)(T...)) {
  constexpr bool kUnsigned = (std::is_same_v<T, unsigned> || ...) && !(std::is_same_v<T, int> || ...);
  return std::conditional_t<kUnsigned, unsigned, int>();
}

/// Tells g++ that a counter without sign does not overflow either.
template <class Counter>
__forceinline__ unsigned at_most(unsigned number, unsigned limit) {
  if (std::is_unsigned_v<Counter> && number > limit) __builtin_unreachable();
  return number;
}

/// One thread that is no row.
template <auto Kernel, class Closure>
__attribute__((noinline)) void run_alone(const Closure& arguments) {
  builtins.row = nullptr;
  call<Kernel>(arguments);
}

/// Whether there is a block ahead, which is now the one that runs.
__forceinline__ bool begin_block_ahead() {
  if (blocks_ahead == 0) return false;
  --blocks_ahead;
  note_row_end();
  ++builtins.block;
  builtins.block_index.x = Number(static_cast<unsigned>(builtins.block_index.x) + 1);
  return true;
}

/// Runs threads one after another, each to its end. A thread that waits keeps this loop and its stack; another loop goes on
/// with the threads behind it.
///
/// The kernel is inlined here, once. The counter is what most kernels compute first, blockIdx.x * blockDim.x + threadIdx.x:
/// so g++ sees that it does not overflow, and that neighbours access neighbours.
template <auto Kernel, class Closure>
__attribute__((flatten)) void thread_loop(const void* closure) {
  using Counter = decltype(counter_of(Kernel));
  const Closure arguments = *static_cast<const Closure*>(closure);
  for (;; follow(next_threads())) {
    if (row_overflows) [[unlikely]] {
      run_alone<Kernel>(arguments);
      continue;
    }
    const unsigned count = at_most<Counter>(row_length, kMaxRow);
    const unsigned first = at_most<Counter>(static_cast<unsigned>(builtins.thread_index.x), kMaxRow - 1);
    do {
      builtins.row = row_place;  // each time: or g++ does not know, and makes no vectors
      const unsigned block_begin =
          at_most<Counter>(static_cast<unsigned>(builtins.block_index.x) * static_cast<unsigned>(builtins.block_size.x),
                           INT_MAX - 2 * kMaxRow);
      const auto begin = static_cast<Counter>(block_begin + first), end = begin + static_cast<Counter>(count);
#pragma GCC ivdep  // threads that run at the same time must not depend on one another
      for (Counter i = begin; i < end; ++i) {
        place_in_row = Number(static_cast<unsigned>(i) - block_begin);
        call<Kernel>(arguments);
        if (builtins.row != row_place) break;
      }
    } while (builtins.row == row_place && begin_block_ahead());
  }
}
#endif

}  // namespace llmsys::simt::detail
