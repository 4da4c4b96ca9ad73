// What a program's variables and the host have to do with it: __device__ and __constant__ memory, pointers on the wrong side,
// guesses that are none.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {

__constant__ float constant_weights[8] = {1, 2, 3, 4, 5, 6, 7, 8};
__device__ int device_table[48];

namespace {

__global__ void stores_to_constant_kernel(float* y) {
  y[threadIdx.x] = constant_weights[threadIdx.x % 8];
  if (threadIdx.x < 8) constant_weights[threadIdx.x] = 0;  // FINDS illegal_address
}

// 64 threads, 48 elements.
__global__ void past_device_array_kernel(int* y) {
  y[threadIdx.x] = device_table[threadIdx.x];  // FINDS out_of_bounds
}

__global__ void fill_kernel(float* y) { y[threadIdx.x] = 1; }

// The guess is at another place than the swap: it stays a plain load beside others' atomics.
__global__ void guess_elsewhere_kernel(int* y, int* x) {
  const int old = x[1];  // FINDS race_global
  atomicCAS(&x[0], old, old + 1);
  atomicAdd(&x[1], 1);
  y[blockIdx.x] = old;
}

// An atomic that does not release hands nothing over.
__global__ void relaxed_kernel(int* total, int* sums, int* arrived) {
  sums[blockIdx.x] = int(blockIdx.x);
  if (__atomic_fetch_add(arrived, 1, __ATOMIC_RELAXED) != int(gridDim.x) - 1) return;
  int sum = 0;
  for (unsigned block = 0; block < gridDim.x; ++block) sum += sums[block];  // FINDS race_global
  *total = sum;
}

void stores_to_constant() {
  const Buffer<float> y(32);
  launch<stores_to_constant_kernel>({.grid = 1, .block = 32}, y);
}

void past_device_array() {
  const Buffer<int> y(64);
  launch<past_device_array_kernel>({.grid = 1, .block = 64}, y);
}

void guess_elsewhere() {
  const auto x = Buffer<int>::zeros(2);
  const Buffer<int> y(4);
  launch<guess_elsewhere_kernel>({.grid = 4, .block = 1}, y, x);
}

void relaxed() {
  const Buffer<int> total(1), sums(4);
  const auto arrived = Buffer<int>::zeros(1);
  launch<relaxed_kernel>({.grid = 4, .block = 1}, total, sums, arrived);
}

void host_stores() {
  float* y = nullptr;
  cudaMalloc(&y, 32 * sizeof(float));
  for (int i = 0; i < 32; ++i) y[i] = 0;  // FINDS host_access
  launch<fill_kernel>({.grid = 1, .block = 32}, y);
  cudaFree(y);
}

void host_loads() {
  const Buffer<float> y(32);
  launch<fill_kernel>({.grid = 1, .block = 32}, y);
  const float* data = y;
  float sum = 0;
  for (int i = 0; i < 32; ++i) sum += data[i];  // FINDS host_access
  volatile float keep = sum;
  static_cast<void>(keep);
}

}  // namespace

Chapter broken_host() {
  return {"framework/simt/corpus/broken_host.cu",
          {{"store to a constant", stores_to_constant},
           {"past a __device__ array", past_device_array},
           {"guess at another place", guess_elsewhere},
           {"counter that does not release", relaxed},
           {"host stores to device memory", host_stores},
           {"host loads from device memory", host_loads}}};
}

}  // namespace llmsys::simt::corpus
