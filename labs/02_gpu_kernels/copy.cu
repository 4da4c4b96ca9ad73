// Lab 02, task 2.1: copies. The 32 loads of a warp are served together, in sectors of 32 bytes: so neighbours in a warp
// should load neighbours in memory. And as an instruction costs the same for 4 bytes a lane as for 16, the best copy moves
// 16. Sizes and addresses are whatever the caller has.
#include "labs/02_gpu_kernels/copy.h"

#include <algorithm>

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr int kBlock = 256;
constexpr unsigned kMaxBlocks = 1024;  // fills any GPU; what is larger is copied in several steps
constexpr int kVectorBytes = 16;

unsigned blocks_for(int64_t n) { return std::min(ceil_div(n, kBlock), kMaxBlocks); }

// Thread t copies elements t * each to t * each + each - 1. grid (any), block (any), no shared memory.
template <class T>
__global__ void copy_blocked_kernel(T* y /*(n)*/, const T* x /*(n)*/, int64_t n) {
  const int64_t threads = int64_t{gridDim.x} * blockDim.x;
  const int64_t each = (n + threads - 1) / threads;
  const int64_t begin = (int64_t{blockIdx.x} * blockDim.x + threadIdx.x) * each;
  for (int64_t i = begin; i < begin + each && i < n; ++i) y[i] = x[i];
}

// Thread t copies elements t, t + threads, t + 2 * threads, ...: a grid-stride loop. grid (any), block (any).
template <class T>
__global__ void copy_coalesced_kernel(T* y /*(n)*/, const T* x /*(n)*/, int64_t n) {
  // Three lines.
  // TODO(lab02 task 2.1): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.1: copy_coalesced_kernel is not written yet");
}

// The same with 16 bytes a step; x and y lie alike to multiples of 16. grid (any), block (at least 16).
template <class T>
__global__ void copy_vectorized_kernel(T* y /*(n)*/, const T* x /*(n)*/, int64_t n) {
  // About 12 lines. head: elements before the first multiple of 16 bytes, at most n; then vectors; then the tail.
  // uint4 has 16 bytes: reinterpret_cast<const uint4*>(x + head).
  // TODO(lab02 task 2.1): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.1: copy_vectorized_kernel is not written yet");
}

}  // namespace

template <class T>
void copy_blocked(T* y, const T* x, int64_t n, Stream stream) {
  if (n == 0) return;  // a grid of 0 blocks is a launch error
  launch<copy_blocked_kernel<T>>({.grid = ceil_div(n, 16 * kBlock), .block = kBlock, .stream = stream}, y, x, n);
}

template <class T>
void copy_coalesced(T* y, const T* x, int64_t n, Stream stream) {
  // Two lines, with blocks_for().
  // TODO(lab02 task 2.1): your code here.
  throw NotImplemented("lab02 task 2.1: copy_coalesced is not written yet");
}

template <class T>
void copy_vectorized(T* y, const T* x, int64_t n, Stream stream) {
  // About four lines: can both be read in vectors at all?
  // TODO(lab02 task 2.1): your code here.
  throw NotImplemented("lab02 task 2.1: copy_vectorized is not written yet");
}

template void copy_blocked(float*, const float*, int64_t, Stream);
template void copy_blocked(bf16*, const bf16*, int64_t, Stream);
template void copy_coalesced(float*, const float*, int64_t, Stream);
template void copy_coalesced(bf16*, const bf16*, int64_t, Stream);
template void copy_vectorized(float*, const float*, int64_t, Stream);
template void copy_vectorized(bf16*, const bf16*, int64_t, Stream);

}  // namespace llmsys::lab02
