/// @file
/// Given: a block's way over a row, and sums and maxima over its threads, from shuffles as in lab 02.
#pragma once
#include "framework/device/kernel.h"

namespace llmsys::lab03 {

/// Threads of the blocks that work on rows.
inline constexpr int kRowThreads = 256;

/// What the threads of a block exchange: one number a warp.
struct BlockScratch {
  float values[32];  ///< by warp
};

/// The larger number.
struct Larger {
  /// @return the larger one
  __device__ float operator()(float a, float b) const { return a < b ? b : a; }
  static constexpr float kStart = -INFINITY;  ///< smaller than all
};
/// The sum.
struct Plus {
  /// @return a + b
  __device__ float operator()(float a, float b) const { return a + b; }
  static constexpr float kStart = 0;  ///< adds nothing
};

/// All values of the block, combined: each thread gets the result. Every thread of the block must come, and blockDim.x is a
/// multiple of 32. Ends with a barrier, so that `scratch` may be used again at once.
template <class Combine>
__device__ float block_combine(float value, BlockScratch& scratch) {
  constexpr unsigned kAll = 0xffffffffu;
  const Combine combine;
  for (int offset = 16; offset > 0; offset /= 2) value = combine(value, __shfl_xor_sync(kAll, value, offset));
  const int warp = static_cast<int>(threadIdx.x) / 32, lane = static_cast<int>(threadIdx.x) % 32;
  if (lane == 0) scratch.values[warp] = value;
  __syncthreads();
  value = lane < static_cast<int>(blockDim.x) / 32 ? scratch.values[lane] : Combine::kStart;
  for (int offset = 16; offset > 0; offset /= 2) value = combine(value, __shfl_xor_sync(kAll, value, offset));
  __syncthreads();
  return value;
}

/// f(i, step) for each column i of this thread: it strides over a row, and step counts from 0 to Kept and stays there. The
/// first Kept calls are unrolled: an array that f indexes with step can be in registers, which have no addresses.
template <int Kept, class F>
__device__ void for_columns(int columns, const F& f) {
#pragma unroll
  for (int step = 0; step < Kept; ++step)
    if (const int i = static_cast<int>(threadIdx.x) + step * kRowThreads; i < columns) f(i, step);
  for (int i = static_cast<int>(threadIdx.x) + Kept * kRowThreads; i < columns; i += kRowThreads) f(i, Kept);
}

}  // namespace llmsys::lab03
