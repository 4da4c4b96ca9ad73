/// @file
/// Built-in variables of a CUDA thread: threadIdx, blockIdx, blockDim, gridDim, warpSize.
#pragma once
#include "framework/simt/qualifiers.h"
#include "framework/simt/vector_types.h"

namespace llmsys::simt {

/// What the thread that runs now knows about itself. One struct, so that the tracer can tell it from shared memory.
struct alignas(64) Builtins {
  uint3 thread_index{0, 0, 0};  ///< threadIdx
  int thread = -1;  ///< threadIdx as one number: x + y * blockDim.x + z * blockDim.x * blockDim.y; -1 on the host
  uint3 block_index{0, 0, 0};  ///< blockIdx
  int block = -1;              ///< blockIdx as one number, x first; -1 on the host
  dim3 block_size;             ///< blockDim
  dim3 grid_size;              ///< gridDim
  /// Whether the thread has waited for others since it began. An enumeration: no kernel's stores can be taken for its.
  enum class Waited : int { no, yes } waited{};
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

}  // namespace llmsys::simt

#ifdef LLMSYS_SIMT_TRACED
#define LLMSYS_SIMT_BUILTINS_ ::llmsys::simt::kernel_builtins
#else
#define LLMSYS_SIMT_BUILTINS_ ::llmsys::simt::builtins
#endif
#define threadIdx (LLMSYS_SIMT_BUILTINS_.thread_index)
#define blockIdx (LLMSYS_SIMT_BUILTINS_.block_index)
#define blockDim (LLMSYS_SIMT_BUILTINS_.block_size)
#define gridDim (LLMSYS_SIMT_BUILTINS_.grid_size)
/// Threads of a warp.
inline constexpr int warpSize = 32;
