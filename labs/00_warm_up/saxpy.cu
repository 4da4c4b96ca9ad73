// Lab 00, task 0.7: y = a x + y on a GPU. The 32 threads of a warp load at the same time, and memory answers in sectors of
// 32 bytes: whoever sits side by side should ask for what lies side by side.
#include "labs/00_warm_up/saxpy.h"

#include "framework/device/kernel.h"

namespace llmsys::lab00 {
namespace {

constexpr int kBlock = 256;  // threads of a block
constexpr int kChunk = 32;   // elements of a thread in the slow kernel

// One element a thread, those of a warp side by side. grid (ceil_div(n, kBlock)), block (kBlock).
__global__ void saxpy_kernel(float* y /*(n)*/, const float* x /*(n)*/, float a, int64_t n) {
  // Two lines: which element is this thread's, and is there one?
  // TODO(lab00 task 0.7): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab00 task 0.7: saxpy_kernel is not written yet");
}

// Given, and slow: thread t takes elements t * kChunk to t * kChunk + kChunk - 1. At each step, the threads of a warp are
// kChunk elements apart. grid (ceil_div(n, kBlock * kChunk)), block (kBlock).
__global__ void saxpy_chunked_kernel(float* y /*(n)*/, const float* x /*(n)*/, float a, int64_t n) {
  const int64_t begin = (int64_t{blockIdx.x} * blockDim.x + threadIdx.x) * kChunk;
  for (int64_t i = begin; i < begin + kChunk && i < n; ++i) y[i] = a * x[i] + y[i];
}

}  // namespace

void saxpy(float* y, const float* x, float a, int64_t n, Stream stream) {
  if (n == 0) return;  // a grid of 0 blocks is a launch error
  launch<saxpy_kernel>({.grid = ceil_div(n, kBlock), .block = kBlock, .stream = stream}, y, x, a, n);
}

void saxpy_chunked(float* y, const float* x, float a, int64_t n, Stream stream) {
  if (n == 0) return;
  launch<saxpy_chunked_kernel>({.grid = ceil_div(n, kBlock * kChunk), .block = kBlock, .stream = stream}, y, x, a, n);
}

}  // namespace llmsys::lab00
