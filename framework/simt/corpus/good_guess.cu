// Order by C++'s own atomics, loads that only guess, and memory that the host shares.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// The way to add doubles where the GPU has no atomicAdd for them: the first load may be overtaken, the loop finds out.
__device__ double add_by_swapping(double* address, double value) {
  auto* const bits = reinterpret_cast<unsigned long long*>(address);
  unsigned long long old = *bits, assumed = 0;
  do {
    assumed = old;
    old = atomicCAS(bits, assumed,
                    static_cast<unsigned long long>(
                        __double_as_longlong(value + __longlong_as_double(static_cast<long long>(assumed)))));
  } while (assumed != old);
  return __longlong_as_double(static_cast<long long>(old));
}
__global__ void add_doubles_kernel(double* total, const double* x, int n) {
  for (int i = int(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += int(gridDim.x * blockDim.x))
    add_by_swapping(total, x[i]);
}

// Likewise in shared memory; who sees a larger value need not swap at all.
__global__ void shared_max_kernel(float* largest, const float* x) {
  __shared__ int most;
  if (threadIdx.x == 0) most = __float_as_int(0);
  __syncthreads();
  const float mine = x[threadIdx.x];
  int old = most;
  while (__int_as_float(old) < mine) {
    const int assumed = old;
    old = atomicCAS(&most, assumed, __float_as_int(mine));
    if (old == assumed) break;
  }
  __syncthreads();
  if (threadIdx.x == 0) *largest = __int_as_float(most);
}

// The last block sums up. The fence is C++'s.
__global__ void last_block_kernel(int* total, int* sums, int* arrived) {
  if (threadIdx.x != 0) return;
  sums[blockIdx.x] = int(blockIdx.x);
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  if (atomicAdd(arrived, 1) != int(gridDim.x) - 1) return;
  *total = 0;
  for (unsigned block = 0; block < gridDim.x; ++block) *total += sums[block];
}

// Likewise, without a fence: the atomic itself releases and acquires.
__global__ void release_kernel(int* total, int* sums, int* arrived) {
  if (threadIdx.x != 0) return;
  sums[blockIdx.x] = int(blockIdx.x);
  if (__atomic_fetch_add(arrived, 1, __ATOMIC_ACQ_REL) != int(gridDim.x) - 1) return;
  *total = 0;
  for (unsigned block = 0; block < gridDim.x; ++block) *total += sums[block];
}

__global__ void double_kernel(float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) x[i] *= 2;
}

void add_doubles() {
  const auto total = Buffer<double>::zeros(1), x = Buffer<double>::filled(500);
  launch<add_doubles_kernel>({.grid = 2, .block = 64}, total, x, 500);
  static_cast<void>(total.read());
}

void shared_max() {
  const Buffer<float> largest(1);
  const auto x = Buffer<float>::filled(96);
  launch<shared_max_kernel>({.grid = 1, .block = 96}, largest, x);
  static_cast<void>(largest.read());
}

template <auto kernel>
void sum_of_blocks() {
  const Buffer<int> total(1), sums(5);
  const auto arrived = Buffer<int>::zeros(1);
  launch<kernel>({.grid = 5, .block = 32}, total, sums, arrived);
  static_cast<void>(total.read());
}

// The host may touch managed memory, but not while a kernel runs.
void managed() {
  float* x = nullptr;
  cudaMallocManaged(&x, 100 * sizeof(float));
  for (int i = 0; i < 100; ++i) x[i] = float(i);
  launch<double_kernel>({.grid = 2, .block = 64}, x, 100);
  cudaDeviceSynchronize();
  for (int i = 0; i < 100; ++i) x[i] += 1;
  cudaFree(x);
}

}  // namespace

Chapter good_guess() {
  return {"framework/simt/corpus/good_guess.cu",
          {{"adding doubles by compare and swap", add_doubles},
           {"largest float, after a plain look", shared_max},
           {"last block, fence of C++", sum_of_blocks<last_block_kernel>},
           {"last block, atomic that releases", sum_of_blocks<release_kernel>},
           {"managed memory on the host", managed}}};
}

}  // namespace llmsys::simt::corpus
