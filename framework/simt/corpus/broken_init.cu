// Reads of what nobody has written.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// y was never filled, but is added to.
__global__ void accumulate_kernel(float* y, const float* x) {
  y[threadIdx.x] += x[threadIdx.x];  // FINDS uninitialized_global
}

// cudaMemset was given elements instead of bytes.
__global__ void half_set_kernel(float* y, const float* x) {
  y[threadIdx.x] = x[threadIdx.x];  // FINDS uninitialized_global
}

// Only every other element has a producer.
__global__ void even_only_kernel(int* x) { x[2 * threadIdx.x] = 1; }
__global__ void read_all_kernel(int* y, const int* x) {
  y[threadIdx.x] = x[threadIdx.x];  // FINDS uninitialized_global
}

// Counters in shared memory that start from anything.
__global__ void uncleared_bins_kernel(int* y, const int* x) {
  __shared__ int bins[32];
  atomicAdd(&bins[x[threadIdx.x]], 1);  // FINDS uninitialized_shared
  __syncthreads();
  if (threadIdx.x < 7) y[threadIdx.x] = bins[threadIdx.x];
}

// The halo on the right has no thread that loads it.
__global__ void halo_forgotten_kernel(float* y, const float* x) {
  __shared__ float s[34];
  const int t = int(threadIdx.x);
  s[t + 1] = x[t];
  if (t == 0) s[0] = 0;
  __syncthreads();
  y[t] = s[t] + s[t + 1] + s[t + 2];  // FINDS uninitialized_shared
}

// A tree over 64 elements, where only 48 threads have stored.
__global__ void tail_of_tree_kernel(float* y, const float* x, int n) {
  __shared__ float s[64];
  const int t = int(threadIdx.x);
  if (t < n) s[t] = x[t];
  __syncthreads();
  for (int half = 32; half > 0; half /= 2) {
    if (t < half) s[t] += s[t + half];  // FINDS uninitialized_shared
    __syncthreads();
  }
  if (t == 0) *y = s[0];
}

// Threads outside the matrix leave their part of the tile unset.
__global__ void ragged_tile_kernel(float* y, const float* x, int n) {
  __shared__ float tile[8][8];
  const int col = int(threadIdx.x), row = int(threadIdx.y);
  if (col < n && row < n) tile[row][col] = x[row * n + col];
  __syncthreads();
  float sum = 0;
  for (int k = 0; k < 8; ++k) sum += tile[row][k];  // FINDS uninitialized_shared
  y[row * 8 + col] = sum;
}

__global__ void some_elements_kernel(float* y) {
  if (threadIdx.x < 30) y[threadIdx.x] = 1;
}

void accumulate() {
  const auto x = Buffer<float>::filled(32);
  const Buffer<float> y(32);
  launch<accumulate_kernel>({.grid = 1, .block = 32}, y, x);
}

void half_set() {
  const Buffer<float> x(64), y(64);
  cudaMemset(static_cast<float*>(x), 0, 64);
  launch<half_set_kernel>({.grid = 1, .block = 64}, y, x);
}

void gaps() {
  const Buffer<int> x(64), y(64);
  launch<even_only_kernel>({.grid = 1, .block = 32}, x);
  launch<read_all_kernel>({.grid = 1, .block = 64}, y, x);
}

void uncleared_bins() {
  const auto x = Buffer<int>::filled(64);
  const Buffer<int> y(8);
  launch<uncleared_bins_kernel>({.grid = 1, .block = 64}, y, x);
}

void halo_forgotten() {
  const auto x = Buffer<float>::filled(32);
  const Buffer<float> y(32);
  launch<halo_forgotten_kernel>({.grid = 1, .block = 32}, y, x);
}

void tail_of_tree() {
  const auto x = Buffer<float>::filled(48);
  const Buffer<float> y(1);
  launch<tail_of_tree_kernel>({.grid = 1, .block = 64}, y, x, 48);
}

void ragged_tile() {
  const auto x = Buffer<float>::filled(49);
  const Buffer<float> y(64);
  launch<ragged_tile_kernel>({.grid = 1, .block = {8, 8}}, y, x, 7);
}

void copied_back() {
  const Buffer<float> y(32);
  launch<some_elements_kernel>({.grid = 1, .block = 32}, y);
  static_cast<void>(y.read());
}

}  // namespace

Chapter broken_init() {
  return {"framework/simt/corpus/broken_init.cu",
          {{"added to what was never filled", accumulate},
           {"memset of elements instead of bytes", half_set},
           {"a kernel that leaves gaps", gaps},
           {"counters that nobody cleared", uncleared_bins},
           {"halo that nobody loads", halo_forgotten},
           {"tree over more than was stored", tail_of_tree},
           {"tile with unset columns", ragged_tile},
           {"copied back with a hole", copied_back, "uninitialized_global"}}};
}

}  // namespace llmsys::simt::corpus
