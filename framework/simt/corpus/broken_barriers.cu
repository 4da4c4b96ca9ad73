// A barrier of the block is missing: one case for each place where it may be.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kThreads = 64;

// Behind the stores, before the loads.
__global__ void reverse_kernel(int* y, const int* x) {
  __shared__ int s[kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];                 // FINDS race_shared
  y[t] = s[kThreads - 1 - t];  // FINDS race_shared uninitialized_shared
}

// Between the levels of a tree.
__global__ void tree_kernel(int* y, const int* x) {
  __shared__ int s[2 * kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  s[t + kThreads] = x[t + kThreads];
  __syncthreads();
  for (int half = kThreads; half > 0; half /= 2) {
    if (t < half) s[t] += s[t + half];  // FINDS race_shared
  }
  if (t == 0) *y = s[0];
}

// At the end of a loop: the next tile overwrites what others still read.
__global__ void tile_loop_kernel(float* y, const float* x, int tiles) {
  __shared__ float s[kThreads];
  const int t = int(threadIdx.x);
  float sum = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    s[t] = x[tile * kThreads + t];  // FINDS race_shared
    __syncthreads();
    for (int k = 0; k < kThreads; ++k) sum += s[k];  // FINDS race_shared
  }
  y[t] = sum;
}

// At the beginning of a loop: tiles are read before all of them is there.
__global__ void matmul_kernel(float* c, const float* a, const float* b, int N) {
  __shared__ float as[8][8], bs[8][8];
  const int x = int(threadIdx.x), y = int(threadIdx.y), row = int(blockIdx.y) * 8 + y, col = int(blockIdx.x) * 8 + x;
  float sum = 0;
  for (int k0 = 0; k0 < N; k0 += 8) {
    as[y][x] = a[row * N + k0 + x];
    bs[y][x] = b[(k0 + y) * N + col];                        // FINDS race_shared
    for (int k = 0; k < 8; ++k) sum += as[y][k] * bs[k][x];  // FINDS race_shared uninitialized_shared
    __syncthreads();
  }
  c[row * N + col] = sum;
}

// One array for two reductions, without a barrier between them.
__global__ void reused_array_kernel(float* y, const float* x) {
  __shared__ float warps[2];
  const int t = int(threadIdx.x);
  float value = x[t];
  for (int step = 16; step > 0; step /= 2) value = fmaxf(value, __shfl_xor_sync(~0u, value, step));
  if (t % 32 == 0) warps[t / 32] = value;
  __syncthreads();
  const float largest = fmaxf(warps[0], warps[1]);
  float sum = expf(x[t] - largest);
  for (int step = 16; step > 0; step /= 2) sum += __shfl_xor_sync(~0u, sum, step);
  if (t % 32 == 0) warps[t / 32] = sum;  // FINDS race_shared
  __syncthreads();
  y[t] = expf(x[t] - largest) / (warps[0] + warps[1]);
}

// The flag that one thread sets for all.
__global__ void shared_flag_kernel(int* y, const int* x) {
  __shared__ bool any;
  if (threadIdx.x == 0) any = false;
  __syncthreads();
  if (x[threadIdx.x] == 3) any = true;  // FINDS race_shared
  __syncthreads();
  y[threadIdx.x] = any;
}

// Counters cleared by some threads, used by others at once.
__global__ void clear_and_count_kernel(int* y, const int* x) {
  __shared__ int bins[7];
  if (threadIdx.x < 7) bins[threadIdx.x] = 0;
  atomicAdd(&bins[x[threadIdx.x]], 1);  // FINDS race_shared
  __syncthreads();
  if (threadIdx.x < 7) y[threadIdx.x] = bins[threadIdx.x];
}

// Read after the counting, without a barrier.
__global__ void count_and_read_kernel(int* y, const int* x) {
  __shared__ int bins[7];
  if (threadIdx.x < 7) bins[threadIdx.x] = 0;
  __syncthreads();
  atomicAdd(&bins[x[threadIdx.x]], 1);
  if (threadIdx.x < 7) y[threadIdx.x] = bins[threadIdx.x];  // FINDS race_shared
}

// Two buffers, but the copy goes into the one that is read.
__global__ void stale_buffer_kernel(float* y, const float* x, int tiles) {
  __shared__ float s[2][kThreads];
  const int t = int(threadIdx.x);
  float sum = 0;
  s[0][t] = x[t];
  for (int tile = 0; tile < tiles; ++tile) {
    __syncthreads();
    if (tile + 1 < tiles) s[tile % 2][t] = x[(tile + 1) * kThreads + t];  // FINDS race_shared
    for (int k = 0; k < kThreads; ++k) sum += s[tile % 2][k];             // FINDS race_shared uninitialized_shared
  }
  y[t] = sum;
}

// Scan in one buffer: the barrier between reading and writing is missing.
__global__ void scan_kernel(int* y, const int* x) {
  __shared__ int s[kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  for (int step = 1; step < kThreads; step *= 2) {
    __syncthreads();
    if (t >= step) s[t] += s[t - step];  // FINDS race_shared
  }
  __syncthreads();
  y[t] = s[t];
}

// In global memory, too, threads of a block need the barrier.
__global__ void global_neighbour_kernel(int* y, int* x) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  x[i] = i;
  y[i] = threadIdx.x > 0 ? x[i - 1] : 0;  // FINDS race_global
}

void reverse() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  launch<reverse_kernel>({.grid = 1, .block = kThreads}, y, x);
}

void tree() {
  const auto x = Buffer<int>::filled(2 * kThreads);
  const Buffer<int> y(1);
  launch<tree_kernel>({.grid = 1, .block = kThreads}, y, x);
}

void tile_loop() {
  const auto x = Buffer<float>::filled(4 * kThreads);
  const Buffer<float> y(kThreads);
  launch<tile_loop_kernel>({.grid = 1, .block = kThreads}, y, x, 4);
}

void matmul() {
  const auto a = Buffer<float>::filled(256), b = Buffer<float>::filled(256);
  const Buffer<float> c(256);
  launch<matmul_kernel>({.grid = {2, 2}, .block = {8, 8}}, c, a, b, 16);
}

void reused_array() {
  const auto x = Buffer<float>::filled(kThreads);
  const Buffer<float> y(kThreads);
  launch<reused_array_kernel>({.grid = 1, .block = kThreads}, y, x);
}

template <auto Kernel>
void on_integers() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  launch<Kernel>({.grid = 1, .block = kThreads}, y, x);
}

void stale_buffer() {
  const auto x = Buffer<float>::filled(4 * kThreads);
  const Buffer<float> y(kThreads);
  launch<stale_buffer_kernel>({.grid = 1, .block = kThreads}, y, x, 4);
}

}  // namespace

Chapter broken_barriers() {
  return {"framework/simt/corpus/broken_barriers.cu",
          {{"before the loads", reverse},
           {"between levels of a tree", tree},
           {"at the end of a loop", tile_loop},
           {"at the beginning of a loop", matmul},
           {"between two uses of an array", reused_array},
           {"a flag that several set", on_integers<shared_flag_kernel>},
           {"between clearing and counting", on_integers<clear_and_count_kernel>},
           {"between counting and reading", on_integers<count_and_read_kernel>},
           {"the wrong one of two buffers", stale_buffer},
           {"inside a scan", on_integers<scan_kernel>},
           {"in global memory", on_integers<global_neighbour_kernel>}}};
}

}  // namespace llmsys::simt::corpus
