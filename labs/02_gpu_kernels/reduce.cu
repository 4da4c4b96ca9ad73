// Lab 02, task 2.3: sums. Threads of a warp exchange registers by shuffles, warps of a block exchange through shared
// memory, blocks exchange through global memory and a second launch. Each level is built from the one below it.
#include "labs/02_gpu_kernels/reduce.h"

#include <algorithm>

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr unsigned kAllLanes = 0xffffffff;
constexpr int kWarp = 32;
constexpr int kBlock = 256;
constexpr int kWarpsPerBlock = 4;  // of row_sums_kernel

// The sum of `value` over the 32 lanes, in every lane. All lanes of the warp call it.
__device__ float warp_sum(float value) {
  // Three lines: __shfl_xor_sync(kAllLanes, value, distance) brings the value of the lane whose number differs in a bit.
  // TODO(lab02 task 2.3): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.3: warp_sum is not written yet");
}

// The sum of `value` over the block, valid in thread 0. All threads call it, once; blockDim.x is a multiple of 32.
__device__ float block_sum(float value) {
  // About 9 lines: a sum for each warp, a place in shared memory for each, and the first warp sums those.
  // TODO(lab02 task 2.3): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.3: block_sum is not written yet");
}

// Each thread a value. grid (any), block (a multiple of 32), no shared memory.
__global__ void warp_sums_kernel(float* y /*(threads)*/, const float* x /*(threads)*/) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  y[i] = warp_sum(x[i]);
}

// Each block its part of x. grid (blocks), block (a multiple of 32), shared memory of block_sum().
__global__ void block_sums_kernel(float* y /*(blocks)*/, const float* x /*(threads)*/) {
  const float total = block_sum(x[size_t(blockIdx.x) * blockDim.x + threadIdx.x]);
  if (threadIdx.x == 0) y[blockIdx.x] = total;
}

// One warp a row, lanes stride over C. grid (ceil_div(R, 4)), block (32, 4), no shared memory.
template <class T>
__global__ void row_sums_kernel(T* y /*(R)*/, const T* x /*(R,C)*/, int R, int C) {
  // About six lines. A whole warp has the same row: it may leave together.
  // TODO(lab02 task 2.3): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.3: row_sums_kernel is not written yet");
}

// Block b sums every gridDim.x-th stretch of 256 elements, a grid-stride loop, and writes y[b]. grid (any), block (256).
template <class Out, class In>
__global__ void sum_kernel(Out* y /*(gridDim.x)*/, const In* x /*(n)*/, int64_t n) {
  // About five lines.
  // TODO(lab02 task 2.3): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.3: sum_kernel is not written yet");
}

}  // namespace

void warp_sums(float* y, const float* x, int warps, Stream stream) {
  if (warps == 0) return;
  launch<warp_sums_kernel>({.grid = static_cast<unsigned>(warps), .block = kWarp, .stream = stream}, y, x);
}

void block_sums(float* y, const float* x, int blocks, int threads, Stream stream) {
  if (blocks == 0) return;
  const dim3 grid(static_cast<unsigned>(blocks)), block(static_cast<unsigned>(threads));
  launch<block_sums_kernel>({.grid = grid, .block = block, .stream = stream}, y, x);
}

template <class T>
void row_sums(T* y, const T* x, int R, int C, Stream stream) {
  // Three lines.
  // TODO(lab02 task 2.3): your code here.
  throw NotImplemented("lab02 task 2.3: row_sums is not written yet");
}

template <class T>
void sum(T* y, float* partials, const T* x, int64_t n, Stream stream) {
  // About four lines: many blocks make partial sums, then one block sums those.
  // TODO(lab02 task 2.3): your code here.
  throw NotImplemented("lab02 task 2.3: sum is not written yet");
}

template void row_sums(float*, const float*, int, int, Stream);
template void row_sums(bf16*, const bf16*, int, int, Stream);
template void sum(float*, float*, const float*, int64_t, Stream);
template void sum(bf16*, float*, const bf16*, int64_t, Stream);

}  // namespace llmsys::lab02
