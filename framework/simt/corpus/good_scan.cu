// Prefix sums.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kThreads = 128;

// Hillis and Steele: two buffers take turns, one barrier a step.
__global__ void scan_two_buffers_kernel(int* y, const int* x) {
  __shared__ int s[2][kThreads];
  const int t = int(threadIdx.x);
  int now = 0;
  s[now][t] = x[t];
  for (int step = 1; step < kThreads; step *= 2) {
    __syncthreads();
    s[1 - now][t] = s[now][t] + (t >= step ? s[now][t - step] : 0);
    now = 1 - now;
  }
  y[t] = s[now][t];
}

// The same in one buffer: a barrier between reading and writing, too.
__global__ void scan_one_buffer_kernel(int* y, const int* x) {
  __shared__ int s[kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  __syncthreads();
  for (int step = 1; step < kThreads; step *= 2) {
    const int left = t >= step ? s[t - step] : 0;
    __syncthreads();
    s[t] += left;
    __syncthreads();
  }
  y[t] = s[t];
}

// Blelloch: up the tree and down again, exclusive.
__global__ void scan_tree_kernel(int* y, const int* x) {
  __shared__ int s[2 * kThreads];
  const int t = int(threadIdx.x), n = 2 * kThreads;
  s[2 * t] = x[2 * t];
  s[2 * t + 1] = x[2 * t + 1];
  int offset = 1;
  for (int nodes = n / 2; nodes > 0; nodes /= 2) {
    __syncthreads();
    if (t < nodes) s[offset * (2 * t + 2) - 1] += s[offset * (2 * t + 1) - 1];
    offset *= 2;
  }
  if (t == 0) s[n - 1] = 0;
  for (int nodes = 1; nodes < n; nodes *= 2) {
    offset /= 2;
    __syncthreads();
    if (t < nodes) {
      const int left = offset * (2 * t + 1) - 1, right = offset * (2 * t + 2) - 1, old = s[left];
      s[left] = s[right];
      s[right] += old;
    }
  }
  __syncthreads();
  y[2 * t] = s[2 * t];
  y[2 * t + 1] = s[2 * t + 1];
}

__device__ int warp_scan(int value) {
  const int lane = int(threadIdx.x % 32);
  for (int step = 1; step < 32; step *= 2) {
    const int left = __shfl_up_sync(~0u, value, unsigned(step));
    if (lane >= step) value += left;
  }
  return value;
}

__global__ void scan_warps_kernel(int* y, const int* x) {
  __shared__ int sums[kThreads / 32];
  const int t = int(threadIdx.x), warp = t / 32;
  const int value = warp_scan(x[t]);
  if (t % 32 == 31) sums[warp] = value;
  __syncthreads();
  int before = 0;
  for (int w = 0; w < warp; ++w) before += sums[w];
  y[t] = value + before;
}

// Three launches: sums of blocks, their scan, and adding up. Launches come one after another.
__global__ void add_offset_kernel(int* y, const int* offsets) {
  if (blockIdx.x > 0) y[blockIdx.x * kThreads + threadIdx.x] += offsets[blockIdx.x - 1];
}
__global__ void block_scan_kernel(int* y, int* sums, const int* x) {
  __shared__ int warps[kThreads / 32];
  const int t = int(threadIdx.x), i = int(blockIdx.x) * kThreads + t;
  const int value = warp_scan(x[i]);
  if (t % 32 == 31) warps[t / 32] = value;
  __syncthreads();
  int before = 0;
  for (int w = 0; w < t / 32; ++w) before += warps[w];
  y[i] = value + before;
  if (t == kThreads - 1) sums[blockIdx.x] = value + before;
}

// In one launch: each block waits for the one before it, whose flag says that its sum is there.
__global__ void scan_chained_kernel(int* y, volatile int* sums, volatile int* flags, const int* x) {
  __shared__ int warps[kThreads / 32];
  __shared__ int before_block;
  const int t = int(threadIdx.x), block = int(blockIdx.x), i = block * kThreads + t;
  const int value = warp_scan(x[i]);
  if (t % 32 == 31) warps[t / 32] = value;
  __syncthreads();
  int before = 0;
  for (int w = 0; w < t / 32; ++w) before += warps[w];
  if (t == kThreads - 1) {
    int carried = 0;
    if (block > 0) {
      while (flags[block - 1] == 0) __nanosleep(20);
      __threadfence();
      carried = sums[block - 1];
    }
    sums[block] = carried + before + value;
    __threadfence();
    flags[block] = 1;
    before_block = carried;
  }
  __syncthreads();
  y[i] = before_block + before + value;
}

// Decoupled look-back (Merrill and Garland 2016): a block adds up sums of those before it until one knows its prefix.
__global__ void scan_look_back_kernel(int* y, int* sums, int* prefixes, int* states, unsigned* tickets, const int* x) {
  __shared__ unsigned ticket;
  __shared__ int s[kThreads];
  __shared__ int exclusive;
  const int t = int(threadIdx.x);
  if (t == 0) ticket = atomicAdd(tickets, 1u);
  __syncthreads();
  const int block = int(ticket), i = block * kThreads + t;
  s[t] = x[i];
  __syncthreads();
  if (t == 0) {
    int sum = 0;
    for (int k = 0; k < kThreads; ++k) s[k] = sum += s[k];
    sums[block] = sum;
    __threadfence();
    atomicExch(&states[block], 1);
    int carried = 0;
    for (int from = block - 1; from >= 0;) {
      const int state = atomicAdd(&states[from], 0);
      if (state == 0) continue;
      __threadfence();
      carried += state == 2 ? prefixes[from] : sums[from];
      if (state == 2) break;
      --from;
    }
    prefixes[block] = carried + sum;
    __threadfence();
    atomicExch(&states[block], 2);
    exclusive = carried;
  }
  __syncthreads();
  y[i] = exclusive + s[t];
}

void two_buffers() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  launch<scan_two_buffers_kernel>({.grid = 1, .block = kThreads}, y, x);
  static_cast<void>(y.read());
}

void one_buffer() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  launch<scan_one_buffer_kernel>({.grid = 1, .block = kThreads}, y, x);
  static_cast<void>(y.read());
}

void tree() {
  const auto x = Buffer<int>::filled(2 * kThreads);
  const Buffer<int> y(2 * kThreads);
  launch<scan_tree_kernel>({.grid = 1, .block = kThreads}, y, x);
  static_cast<void>(y.read());
}

void warps() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  launch<scan_warps_kernel>({.grid = 1, .block = kThreads}, y, x);
  static_cast<void>(y.read());
}

void three_launches() {
  const auto x = Buffer<int>::filled(4 * kThreads);
  const Buffer<int> y(4 * kThreads), sums(kThreads), offsets(kThreads);
  cudaMemset(static_cast<int*>(sums), 0, kThreads * sizeof(int));
  launch<block_scan_kernel>({.grid = 4, .block = kThreads}, y, sums, x);
  launch<scan_warps_kernel>({.grid = 1, .block = kThreads}, offsets, sums);
  launch<add_offset_kernel>({.grid = 4, .block = kThreads}, y, offsets);
  static_cast<void>(y.read());
}

void chained() {
  const auto x = Buffer<int>::filled(8 * kThreads), flags = Buffer<int>::zeros(8);
  const Buffer<int> y(8 * kThreads), sums(8);
  launch<scan_chained_kernel>({.grid = 8, .block = kThreads}, y, sums, flags, x);
  static_cast<void>(y.read());
}

void look_back() {
  const auto x = Buffer<int>::filled(8 * kThreads), states = Buffer<int>::zeros(8);
  const auto tickets = Buffer<unsigned>::zeros(1);
  const Buffer<int> y(8 * kThreads), sums(8), prefixes(8);
  launch<scan_look_back_kernel>({.grid = 8, .block = kThreads}, y, sums, prefixes, states, tickets, x);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_scan() {
  return {"framework/simt/corpus/good_scan.cu",
          {{"two buffers", two_buffers},
           {"one buffer", one_buffer},
           {"tree, up and down", tree},
           {"shuffles", warps},
           {"three launches", three_launches},
           {"blocks hand over in a chain", chained},
           {"decoupled look-back", look_back}}};
}

}  // namespace llmsys::simt::corpus
