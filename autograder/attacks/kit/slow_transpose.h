/// @file
/// Lab 02, task 2.2 as slow as can be, for attacks on what counts it: a part of their files. Each says what it does beside.
#pragma once
#include "framework/device/kernel.h"
#include "labs/02_gpu_kernels/transpose.h"

/// @cond
namespace llmsys::lab02 {
namespace {
template <class T>
__global__ void transpose_kernel(T* y, const T* x, int R, int C) {
  const int c = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int r = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  if (r < R && c < C) y[size_t(c) * R + r] = x[size_t(r) * C + c];
}
template <class T>
void slowly(T* y, const T* x, int R, int C, Stream stream) {
  if (R == 0 || C == 0) return;
  launch<transpose_kernel<T>>({.grid = {ceil_div(C, 32), ceil_div(R, 8)}, .block = {32, 8}, .stream = stream}, y, x, R,
                              C);
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream);
}  // namespace
template <class T>
void transpose_naive(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
}
template <class T>
void transpose(T* y, const T* x, int R, int C, Stream stream) {
  attack(y, x, R, C, stream);
}
template void transpose_naive(float*, const float*, int, int, Stream);
template void transpose_naive(bf16*, const bf16*, int, int, Stream);
template void transpose(float*, const float*, int, int, Stream);
template void transpose(bf16*, const bf16*, int, int, Stream);
}  // namespace llmsys::lab02
/// @endcond
