// Blocks run at the same time, and nothing orders them.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// Adding without an atomic.
__global__ void plain_sum_kernel(float* total, const float* x) {
  if (threadIdx.x == 0) *total += x[blockIdx.x];  // FINDS race_global
}

// A histogram without atomics: threads of one block and of several meet at a bin.
__global__ void plain_histogram_kernel(int* counts, const int* x) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  counts[x[i]] += 1;  // FINDS race_global
}

// One step of a stencil in place: a block reads its neighbour's border.
__global__ void stencil_in_place_kernel(float* x, int n) {
  __shared__ float s[66];
  const int t = int(threadIdx.x), i = int(blockIdx.x) * 64 + t;
  s[t + 1] = x[i];
  if (t == 0) s[0] = i > 0 ? x[i - 1] : 0;  // FINDS race_global
  if (t == 63) s[65] = i + 1 < n ? x[i + 1] : 0;
  __syncthreads();
  x[i] = s[t] + s[t + 2];  // FINDS race_global
}

// __syncthreads() is taken for a barrier of the grid.
__global__ void two_phases_kernel(float* y, float* x) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x), n = int(gridDim.x * blockDim.x);
  x[i] = float(i);  // FINDS race_global
  __syncthreads();
  y[i] = x[n - 1 - i];  // FINDS race_global uninitialized_global
}

// In place, but the transpose of a tile belongs to another block.
__global__ void transpose_in_place_kernel(float* x, int n) {
  __shared__ float tile[16][17];
  const int tx = int(threadIdx.x), ty = int(threadIdx.y), bx = int(blockIdx.x) * 16, by = int(blockIdx.y) * 16;
  tile[ty][tx] = x[(by + ty) * n + bx + tx];  // FINDS race_global
  __syncthreads();
  x[(bx + ty) * n + by + tx] = tile[tx][ty];  // FINDS race_global
}

// All blocks clear the result, then add to it.
__global__ void clear_and_add_kernel(float* total, const float* x) {
  if (threadIdx.x == 0) *total = 0;  // FINDS race_global
  __syncthreads();
  atomicAdd(total, x[blockIdx.x * blockDim.x + threadIdx.x]);
}

// Overlapping stretches: each block writes one element too many.
__global__ void overlap_kernel(float* y) {
  const int i = int(blockIdx.x) * 32 + int(threadIdx.x);
  if (threadIdx.x <= 32) y[i] = 1;  // FINDS race_global
}

// "All store the same value": still a race.
__global__ void found_flag_kernel(int* found, const int* x) {
  if (x[blockIdx.x * blockDim.x + threadIdx.x] == 3) *found = 1;  // FINDS race_global
}

// Bits of one word, set without an atomic.
__global__ void bit_set_kernel(unsigned* bits, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) bits[i / 32] |= 1u << i % 32;  // FINDS race_global
}

// A __device__ variable is global memory like any other.
__device__ int launches_seen;
__global__ void device_variable_kernel() {
  if (threadIdx.x == 0) launches_seen += 1;  // FINDS race_global
}

void plain_sum() {
  const auto total = Buffer<float>::zeros(1), x = Buffer<float>::filled(4);
  launch<plain_sum_kernel>({.grid = 4, .block = 32}, total, x);
}

void plain_histogram() {
  const auto counts = Buffer<int>::zeros(7), x = Buffer<int>::filled(128);
  launch<plain_histogram_kernel>({.grid = 2, .block = 64}, counts, x);
}

void stencil_in_place() {
  const auto x = Buffer<float>::filled(256);
  launch<stencil_in_place_kernel>({.grid = 4, .block = 64}, x, 256);
}

void two_phases() {
  const Buffer<float> x(256), y(256);
  launch<two_phases_kernel>({.grid = 4, .block = 64}, y, x);
}

void transpose_in_place() {
  const auto x = Buffer<float>::filled(32 * 32);
  launch<transpose_in_place_kernel>({.grid = {2, 2}, .block = {16, 16}}, x, 32);
}

void clear_and_add() {
  const auto total = Buffer<float>::zeros(1), x = Buffer<float>::filled(128);
  launch<clear_and_add_kernel>({.grid = 2, .block = 64}, total, x);
}

void overlap() {
  const Buffer<float> y(4 * 32 + 1);
  launch<overlap_kernel>({.grid = 4, .block = 64}, y);
}

void found_flag() {
  const auto found = Buffer<int>::zeros(1), x = Buffer<int>::filled(128);
  launch<found_flag_kernel>({.grid = 2, .block = 64}, found, x);
}

void bit_set() {
  const auto bits = Buffer<unsigned>::zeros(4);
  launch<bit_set_kernel>({.grid = 2, .block = 64}, bits, 128);
}

void device_variable() { launch<device_variable_kernel>({.grid = 3, .block = 32}); }

}  // namespace

Chapter broken_blocks() {
  return {"framework/simt/corpus/broken_blocks.cu",
          {{"sum without atomics", plain_sum},
           {"histogram without atomics", plain_histogram},
           {"stencil in place", stencil_in_place},
           {"__syncthreads() for the grid", two_phases},
           {"transpose in place", transpose_in_place},
           {"cleared by all blocks", clear_and_add},
           {"overlapping stretches", overlap},
           {"same value by all", found_flag},
           {"bits without atomics", bit_set},
           {"a __device__ variable", device_variable}}};
}

}  // namespace llmsys::simt::corpus
