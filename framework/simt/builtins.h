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
extern thread_local constinit Builtins builtins;

}  // namespace llmsys::simt

#define threadIdx (::llmsys::simt::builtins.thread_index)
#define blockIdx (::llmsys::simt::builtins.block_index)
#define blockDim (::llmsys::simt::builtins.block_size)
#define gridDim (::llmsys::simt::builtins.grid_size)
/// Threads of a warp.
inline constexpr int warpSize = 32;
