// Sorting.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kThreads = 128;

// Bitonic network in shared memory: each pair belongs to one thread in each step.
__global__ void bitonic_kernel(int* x) {
  __shared__ int s[2 * kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  s[t + kThreads] = x[t + kThreads];
  for (int size = 2; size <= 2 * kThreads; size *= 2)
    for (int stride = size / 2; stride > 0; stride /= 2) {
      __syncthreads();
      const int low = 2 * t - (t & (stride - 1)), high = low + stride;
      const int a = s[low], b = s[high];
      if ((a > b) == ((low & size) == 0)) s[low] = b, s[high] = a;
    }
  __syncthreads();
  x[t] = s[t];
  x[t + kThreads] = s[t + kThreads];
}

// The network of 32 elements in registers.
__global__ void bitonic_shuffle_kernel(int* x) {
  const int lane = int(threadIdx.x % 32);
  int mine = x[blockIdx.x * blockDim.x + threadIdx.x];
  for (int size = 2; size <= 32; size *= 2)
    for (int stride = size / 2; stride > 0; stride /= 2) {
      const int other = __shfl_xor_sync(~0u, mine, stride);
      const bool up = (lane & size) == 0, lower = (lane & stride) == 0;
      mine = up == lower ? min(mine, other) : max(mine, other);
    }
  x[blockIdx.x * blockDim.x + threadIdx.x] = mine;
}

// One bit of a radix sort: zeros keep their order, then the ones.
__global__ void radix_bit_kernel(int* y, const int* x, int bit) {
  __shared__ int zeros[kThreads];
  const int t = int(threadIdx.x), key = x[t], is_zero = (key >> bit & 1) == 0;
  zeros[t] = is_zero;
  __syncthreads();
  for (int step = 1; step < kThreads; step *= 2) {
    const int left = t >= step ? zeros[t - step] : 0;
    __syncthreads();
    zeros[t] += left;
    __syncthreads();
  }
  const int rank = zeros[t], all = zeros[kThreads - 1];
  y[is_zero ? rank - 1 : all + t - rank] = key;
}

// Odd and even pairs in turn, in global memory, by one block.
__global__ void odd_even_kernel(int* x, int n) {
  for (int round = 0; round < n; ++round) {
    const int i = 2 * int(threadIdx.x) + round % 2;
    if (i + 1 < n && x[i] > x[i + 1]) {
      const int swap = x[i];
      x[i] = x[i + 1];
      x[i + 1] = swap;
    }
    __syncthreads();
  }
}

// Each element counts those before it.
__global__ void rank_sort_kernel(int* y, const int* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  int rank = 0;
  for (int k = 0; k < n; ++k) rank += x[k] < x[i] || (x[k] == x[i] && k < i);
  y[rank] = x[i];
}

void bitonic() {
  const auto x = Buffer<int>::filled(2 * kThreads);
  launch<bitonic_kernel>({.grid = 1, .block = kThreads}, x);
}

void bitonic_shuffle() {
  const auto x = Buffer<int>::filled(128);
  launch<bitonic_shuffle_kernel>({.grid = 2, .block = 64}, x);
}

void radix() {
  const auto x = Buffer<int>::filled(kThreads);
  const Buffer<int> y(kThreads);
  for (int bit = 0; bit < 4; ++bit) {
    const bool there = bit % 2 == 0;
    launch<radix_bit_kernel>({.grid = 1, .block = kThreads}, there ? y : x, there ? x : y, bit);
  }
  static_cast<void>(x.read());
}

void odd_even() {
  const auto x = Buffer<int>::filled(61);
  launch<odd_even_kernel>({.grid = 1, .block = 32}, x, 61);
}

void by_rank() {
  const auto x = Buffer<int>::filled(100);
  const Buffer<int> y(100);
  launch<rank_sort_kernel>({.grid = 2, .block = 64}, y, x, 100);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_sort() {
  return {"framework/simt/corpus/good_sort.cu",
          {{"bitonic, shared memory", bitonic},
           {"bitonic, shuffles", bitonic_shuffle},
           {"radix, bit by bit", radix},
           {"odd and even pairs", odd_even},
           {"by rank", by_rank}}};
}

}  // namespace llmsys::simt::corpus
