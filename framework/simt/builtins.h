/// @file
/// Built-in variables of a CUDA thread: threadIdx, blockIdx, blockDim, gridDim, warpSize.
///
/// Threads of a row, neighbours in x, run one after another in a loop that g++ turns into vector instructions, 16 threads at
/// a time, if the kernel neither waits nor calls what g++ cannot see. Two things have to be so for that:
/// - No store of the kernel can change blockIdx and the rest: their numbers have a type of their own (Number), and C++ says
///   that an int is not changed through a pointer to another type.
/// - threadIdx.x of the loop is in a variable that no pointer of the kernel can point to. That of a row is static: each
///   source file has its own, and its address is never taken. An inline function that two files share may have been compiled
///   with the other file's; it compares Builtins::row to find out, and asks the right file's row_place() if so.
#pragma once
#include "framework/simt/qualifiers.h"
#include "framework/simt/vector_types.h"

namespace llmsys::simt {

/// An unsigned number.
enum class Number : unsigned {};

/// Three of them.
struct Numbers {
  Number x{};  ///< fastest
  Number y{};  ///< next
  Number z{};  ///< slowest
  Numbers() = default;
  /// From CUDA's own types.
  LLMSYS_SIMT_RUNTIME __forceinline__ Numbers(const uint3& n) : x(Number(n.x)), y(Number(n.y)), z(Number(n.z)) {}
  /// From CUDA's own types.
  LLMSYS_SIMT_RUNTIME __forceinline__ Numbers(const dim3& n) : x(Number(n.x)), y(Number(n.y)), z(Number(n.z)) {}
  /// As CUDA has it.
  LLMSYS_SIMT_RUNTIME __forceinline__ operator uint3() const {
    return {static_cast<unsigned>(x), static_cast<unsigned>(y), static_cast<unsigned>(z)};
  }
};

/// What the thread that runs now knows about itself. One struct, so that the tracer can tell it from shared memory.
struct alignas(64) Builtins {
  Numbers thread_index;  ///< threadIdx; while a row runs, that of its first thread
  int thread = -1;       ///< likewise as one number: x + y * blockDim.x + z * blockDim.x * blockDim.y; -1 on the host
  Numbers block_index;   ///< blockIdx
  int block = -1;        ///< blockIdx as one number, x first; -1 on the host
  Numbers block_size;    ///< blockDim
  Numbers grid_size;     ///< gridDim
  /// While a row runs, a function of the kernel's file that says which x of it does; else null. In the traced variant always
  /// null.
  unsigned (*row)() = nullptr;
};

/// Of the thread that runs on this operating system thread now.
extern thread_local constinit Builtins builtins __asm__("llmsys_simt_builtins");

#ifdef LLMSYS_SIMT_TRACED
/// The beginning of Builtins as a traced kernel sees it: constants, for to any one thread they are. g++ instruments no loads
/// of constants, which would be most of what a small kernel does. (A constant of a type with constructors would not do.)
struct KernelBuiltins {
  struct Sizes {
    unsigned x, y, z;
    operator dim3() const { return {x, y, z}; }
  };
  uint3 thread_index;
  int thread;
  uint3 block_index;
  int block;
  Sizes block_size, grid_size;
};
/// builtins under another name. A kernel is never inlined into the loop over its threads, where they change.
extern __thread const KernelBuiltins kernel_builtins __asm__("llmsys_simt_builtins");
#endif

#ifdef LLMSYS_SIMT_TRACED

/// threadIdx as one number, x first.
LLMSYS_SIMT_RUNTIME __forceinline__ int thread_number() { return kernel_builtins.thread; }

}  // namespace llmsys::simt

/// CUDA's built-in variable.
#define threadIdx (::llmsys::simt::kernel_builtins.thread_index)
/// CUDA's built-in variable.
#define blockIdx (::llmsys::simt::kernel_builtins.block_index)
/// CUDA's built-in variable.
#define blockDim (::llmsys::simt::kernel_builtins.block_size)
/// CUDA's built-in variable.
#define gridDim (::llmsys::simt::kernel_builtins.grid_size)

#else

namespace detail {

[[maybe_unused]] static thread_local constinit Number place_in_row{};
[[maybe_unused]] static unsigned row_place() { return static_cast<unsigned>(place_in_row); }

/// builtins.row().
unsigned x_in_row() __attribute__((pure));

__forceinline__ unsigned thread_x() {
  if (builtins.row == row_place) return static_cast<unsigned>(place_in_row);
  return builtins.row == nullptr ? static_cast<unsigned>(builtins.thread_index.x) : x_in_row();
}

}  // namespace detail

/// threadIdx.
__forceinline__ uint3 thread_index() {
  const uint3 index = builtins.thread_index;
  return {detail::thread_x(), index.y, index.z};
}
/// threadIdx as one number, x first.
__forceinline__ int thread_number() {
  return builtins.thread + static_cast<int>(detail::thread_x() - static_cast<unsigned>(builtins.thread_index.x));
}
/// blockIdx.
__forceinline__ uint3 block_index() { return builtins.block_index; }
/// blockDim.
__forceinline__ dim3 block_size() { return uint3(builtins.block_size); }
/// gridDim.
__forceinline__ dim3 grid_size() { return uint3(builtins.grid_size); }

}  // namespace llmsys::simt

/// CUDA's built-in variable.
#define threadIdx (::llmsys::simt::thread_index())
/// CUDA's built-in variable.
#define blockIdx (::llmsys::simt::block_index())
/// CUDA's built-in variable.
#define blockDim (::llmsys::simt::block_size())
/// CUDA's built-in variable.
#define gridDim (::llmsys::simt::grid_size())

#endif
/// Threads of a warp.
inline constexpr int warpSize = 32;
