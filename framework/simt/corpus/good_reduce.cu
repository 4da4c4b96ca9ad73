// Sums of n numbers.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kThreads = 128;

__device__ float warp_sum(float value) {
  for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0u, value, step);
  return value;
}

// A tree in shared memory, a barrier a level.
__global__ void reduce_tree_kernel(float* sums, const float* x, int n) {
  __shared__ float s[kThreads];
  const int t = int(threadIdx.x), i = int(blockIdx.x) * kThreads + t;
  s[t] = i < n ? x[i] : 0;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) s[t] += s[t + half];
    __syncthreads();
  }
  if (t == 0) sums[blockIdx.x] = s[0];
}

// The last levels inside one warp, each step between meetings.
__global__ void reduce_last_warp_kernel(float* sums, const float* x) {
  __shared__ float s[kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[int(blockIdx.x) * kThreads + t];
  __syncthreads();
  if (t < 64) s[t] += s[t + 64];
  __syncthreads();
  if (t < 32) {
    float value = s[t] + s[t + 32];
    for (int half = 16; half > 0; half /= 2) {
      __syncwarp();
      s[t] = value;
      __syncwarp();
      if (t < half) value += s[t + half];
    }
    if (t == 0) sums[blockIdx.x] = value;
  }
}

// Shuffles in the warps, then one warp over their sums.
__global__ void reduce_shuffle_kernel(float* sums, const float* x, int n) {
  __shared__ float warps[kThreads / 32];
  float value = 0;
  for (int i = int(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += int(gridDim.x * blockDim.x)) value += x[i];
  value = warp_sum(value);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  if (threadIdx.x < 32) {
    value = warp_sum(threadIdx.x < kThreads / 32 ? warps[threadIdx.x] : 0.0f);
    if (threadIdx.x == 0) sums[blockIdx.x] = value;
  }
}

__global__ void reduce_atomic_kernel(float* total, const float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  const float value = warp_sum(i < n ? x[i] : 0.0f);
  if (threadIdx.x % 32 == 0) atomicAdd(total, value);
}

// Every block leaves its sum; the one that comes last adds them up, and clears the counter for the next launch.
__global__ void reduce_last_block_kernel(float* total, float* sums, unsigned* arrived, const float* x, int n) {
  __shared__ float s[kThreads];
  __shared__ bool is_last;
  const int t = int(threadIdx.x), i = int(blockIdx.x) * kThreads + t;
  s[t] = i < n ? x[i] : 0;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) s[t] += s[t + half];
    __syncthreads();
  }
  if (t == 0) {
    sums[blockIdx.x] = s[0];
    __threadfence();
    is_last = atomicAdd(arrived, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!is_last) return;
  s[t] = t < int(gridDim.x) ? sums[t] : 0;
  __syncthreads();
  if (t == 0) {
    float sum = 0;
    for (int k = 0; k < int(gridDim.x); ++k) sum += s[k];
    *total = sum;
    *arrived = 0;
  }
}

// As above, but all threads leave results, and all fence before the barrier.
__global__ void reduce_last_block_rows_kernel(float* out, float* rows, unsigned* arrived, const float* x) {
  __shared__ unsigned ticket;
  rows[blockIdx.x * blockDim.x + threadIdx.x] = 2 * x[blockIdx.x * blockDim.x + threadIdx.x];
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) ticket = atomicInc(arrived, gridDim.x - 1);
  __syncthreads();
  if (ticket != gridDim.x - 1) return;
  float sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += rows[b * blockDim.x + threadIdx.x];
  out[threadIdx.x] = sum;
}

// The place of the largest element, as one 64-bit number with the value above.
__global__ void argmax_kernel(unsigned long long* best, const float* x, int n) {
  __shared__ unsigned long long s;
  if (threadIdx.x == 0) s = 0;
  __syncthreads();
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) {
    const auto key = static_cast<unsigned long long>(x[i] * 1000) << 32 | unsigned(i);
    atomicMax(&s, key);
  }
  __syncthreads();
  if (threadIdx.x == 0) atomicMax(best, s);
}

void tree() {
  const auto x = Buffer<float>::filled(500);
  const Buffer<float> sums(4);
  launch<reduce_tree_kernel>({.grid = 4, .block = kThreads}, sums, x, 500);
  static_cast<void>(sums.read());
}

void last_warp() {
  const auto x = Buffer<float>::filled(512);
  const Buffer<float> sums(4);
  launch<reduce_last_warp_kernel>({.grid = 4, .block = kThreads}, sums, x);
  static_cast<void>(sums.read());
}

void shuffle() {
  const auto x = Buffer<float>::filled(1001);
  const Buffer<float> sums(4);
  launch<reduce_shuffle_kernel>({.grid = 4, .block = kThreads}, sums, x, 1001);
  static_cast<void>(sums.read());
}

void atomic() {
  const auto x = Buffer<float>::filled(1001), total = Buffer<float>::zeros(1);
  launch<reduce_atomic_kernel>({.grid = 8, .block = kThreads}, total, x, 1001);
  static_cast<void>(total.read());
}

void last_block() {
  const auto x = Buffer<float>::filled(1001);
  const Buffer<float> total(1), sums(8);
  const auto arrived = Buffer<unsigned>::zeros(1);
  for (int round = 0; round < 2; ++round)
    launch<reduce_last_block_kernel>({.grid = 8, .block = kThreads}, total, sums, arrived, x, 1001);
  static_cast<void>(total.read());
}

void last_block_rows() {
  const auto x = Buffer<float>::filled(8 * 64);
  const Buffer<float> out(64), rows(8 * 64);
  const auto arrived = Buffer<unsigned>::zeros(1);
  launch<reduce_last_block_rows_kernel>({.grid = 8, .block = 64}, out, rows, arrived, x);
  static_cast<void>(out.read());
}

void argmax() {
  const auto x = Buffer<float>::filled(300);
  const auto best = Buffer<unsigned long long>::zeros(1);
  launch<argmax_kernel>({.grid = 3, .block = kThreads}, best, x, 300);
  static_cast<void>(best.read());
}

}  // namespace

Chapter good_reduce() {
  return {"framework/simt/corpus/good_reduce.cu",
          {{"tree", tree},
           {"tree, last levels in one warp", last_warp},
           {"shuffles", shuffle},
           {"atomics", atomic},
           {"last block adds up", last_block},
           {"last block, all threads fence", last_block_rows},
           {"place of the largest", argmax}}};
}

}  // namespace llmsys::simt::corpus
