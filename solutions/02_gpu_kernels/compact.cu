// Lab 02, task 2.7 (challenge): compaction. Where an element goes depends on how many stay before it. One counter in global
// memory gives out the places; a warp asks it once, for all its lanes, and shares out what it got by counting bits.
#include "labs/02_gpu_kernels/compact.h"

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr int kBlock = 256;

__global__ void clear_kernel(int* count /*(1)*/) { *count = 0; }

// One thread an element. grid (ceil_div(n, 256)), block (256), no shared memory.
__global__ void compact_naive_kernel(float* y /*(n)*/, int* count /*(1)*/, const float* x /*(n)*/, int64_t n) {
  const int64_t i = int64_t{blockIdx.x} * blockDim.x + threadIdx.x;
  if (i < n && x[i] > 0) y[atomicAdd(count, 1)] = x[i];
}

// The same with one atomic addition a warp, and none where nothing stays.
__global__ void compact_kernel(float* y /*(n)*/, int* count /*(1)*/, const float* x /*(n)*/, int64_t n) {
  // About 10 lines, with __ballot_sync, __popc and __shfl_sync. All 32 lanes must come to each of them.
  // BEGIN SOLUTION task 2.7 device compact_kernel
  const int64_t i = int64_t{blockIdx.x} * blockDim.x + threadIdx.x;
  const unsigned lane = threadIdx.x % 32;
  const float value = i < n ? x[i] : 0.0f;  // lanes beyond the end keep nothing, but take part
  const unsigned keepers = __ballot_sync(0xffffffff, value > 0);
  if (keepers == 0) return;  // the whole warp: all lanes see the same ballot
  int first = 0;
  if (lane == 0) first = atomicAdd(count, __popc(keepers));
  first = __shfl_sync(0xffffffff, first, 0);
  const unsigned before = keepers & ((1u << lane) - 1);  // keepers in lower lanes
  if (value > 0) y[first + __popc(before)] = value;
  // END SOLUTION
}

}  // namespace

void compact_naive(float* y, int* count, const float* x, int64_t n, Stream stream) {
  launch<clear_kernel>({.stream = stream}, count);
  if (n == 0) return;
  launch<compact_naive_kernel>({.grid = ceil_div(n, kBlock), .block = kBlock, .stream = stream}, y, count, x, n);
}

void compact(float* y, int* count, const float* x, int64_t n, Stream stream) {
  // Three lines, as above.
  // BEGIN SOLUTION task 2.7 compact
  launch<clear_kernel>({.stream = stream}, count);
  if (n == 0) return;
  launch<compact_kernel>({.grid = ceil_div(n, kBlock), .block = kBlock, .stream = stream}, y, count, x, n);
  // END SOLUTION
}

}  // namespace llmsys::lab02
