// Barriers and masks that not all threads reach, and kernels that do not end.
#include <cassert>

#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// The tail returns before the barrier.
__global__ void early_return_kernel(float* y, const float* x, int n) {
  __shared__ float s[64];
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  s[threadIdx.x] = x[i];
  __syncthreads();  // FINDS barrier_exited
  y[i] = s[threadIdx.x] * 2;
}

// A barrier in each branch.
__global__ void two_barriers_kernel(float* y) {
  __shared__ float s[64];
  if (threadIdx.x < 32) {
    s[threadIdx.x] = 1;
    __syncthreads();
    y[threadIdx.x] = s[threadIdx.x];
  } else {
    s[threadIdx.x] = 2;
    __syncthreads();  // FINDS barrier_diverged
    y[threadIdx.x] = s[threadIdx.x] + 1;
  }
}

// A barrier in a loop that some threads leave earlier: they go on to the next one.
__global__ void loop_barrier_kernel(int* y) {
  __shared__ int s[64];
  s[threadIdx.x] = 0;
  for (unsigned i = 0; i < 1 + threadIdx.x / 32; ++i) {
    s[threadIdx.x] += 1;
    __syncthreads();
  }
  __syncthreads();  // FINDS barrier_diverged barrier_exited
  y[threadIdx.x] = s[threadIdx.x];
}

// Only half of the warp comes, the mask names all.
__global__ void half_comes_kernel(int* y) {
  int value = int(threadIdx.x);
  if (threadIdx.x < 16) value += __shfl_xor_sync(~0u, value, 1);
  __syncthreads();  // FINDS deadlock
  y[threadIdx.x] = value;
}

// The mask names others.
__global__ void others_mask_kernel(int* y) {
  if (threadIdx.x >= 16) __syncwarp(0x0000ffff);  // FINDS mask_without_caller
  y[threadIdx.x] = 1;
}

__global__ void assertion_kernel(int* y, int n) {
  const int i = int(threadIdx.x);
  assert(i < n);  // FINDS assertion
  y[i] = 1;
}

__global__ void trap_kernel(int* y) {
  if (threadIdx.x == 3) __trap();  // FINDS trap
  y[threadIdx.x] = 1;
}

// Nobody sets the flag.
__global__ void flag_kernel(int* flag) {
  if (threadIdx.x == 0) {
    while (atomicAdd(flag, 0) == 0) {}  // FINDS spinning
  }
  __syncthreads();
}

// The step of one block waits for the next block's, and the last block's for one that there is not.
__global__ void chain_kernel(int* done) {
  if (threadIdx.x == 0) {
    while (atomicAdd(&done[blockIdx.x + 1], 0) == 0) __nanosleep(100);  // FINDS spinning
    atomicExch(&done[blockIdx.x], 1);
  }
}

// 80 KB of local variables: a GPU has room for them, and the emulator asks for a larger stack.
__global__ void large_array_kernel(int* y, int n) {
  volatile int scratch[20000];
  for (int i = n; i-- > 0;) scratch[i] = i;
  __syncthreads();  // FINDS stack_overflow
  y[threadIdx.x] = scratch[0];
}

template <auto Kernel>
void on_integers() {
  const Buffer<int> y(64);
  launch<Kernel>({.grid = 1, .block = 64}, y);
}

void early_return() {
  const auto x = Buffer<float>::filled(100);
  const Buffer<float> y(100);
  launch<early_return_kernel>({.grid = 2, .block = 64}, y, x, 100);
}

void two_barriers() {
  const Buffer<float> y(64);
  launch<two_barriers_kernel>({.grid = 1, .block = 64}, y);
}

void half_comes() {
  const Buffer<int> y(32);
  launch<half_comes_kernel>({.grid = 1, .block = 32}, y);
}

void others_mask() {
  const Buffer<int> y(32);
  launch<others_mask_kernel>({.grid = 1, .block = 32}, y);
}

template <auto Kernel>
void on_flags() {
  const auto flags = Buffer<int>::zeros(8);
  launch<Kernel>({.grid = 3, .block = 64}, flags);
}

void large_array() {
  const Buffer<int> y(32);
  launch<large_array_kernel>({.grid = 1, .block = 32}, y, 20000);
}

void assertion() {
  const Buffer<int> y(32);
  launch<assertion_kernel>({.grid = 1, .block = 32}, y, 20);
}

}  // namespace

Chapter broken_sync() {
  return {"framework/simt/corpus/broken_sync.cu",
          {{"return before the barrier", early_return},
           {"a barrier in each branch", two_barriers},
           {"a barrier in a loop", on_integers<loop_barrier_kernel>},
           {"half of the mask comes", half_comes},
           {"the mask names others", others_mask},
           {"a flag that nobody sets", on_flags<flag_kernel>},
           {"blocks that wait for one that does not come", on_flags<chain_kernel>},
           {"a large local array", large_array},
           {"assertion", assertion},
           {"trap", on_integers<trap_kernel>}}};
}

}  // namespace llmsys::simt::corpus
