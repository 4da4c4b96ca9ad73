// Transposes, y (C,R) = x (R,C) turned over, and copies.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

__global__ void transpose_naive_kernel(float* y, const float* x, int rows, int cols) {
  const int col = int(blockIdx.x * 32 + threadIdx.x), row = int(blockIdx.y * 32 + threadIdx.y);
  if (row < rows && col < cols) y[col * rows + row] = x[row * cols + col];
}

// A 32 x 33 tile in shared memory; 32 x 8 threads, four rows each.
__global__ void transpose_padded_kernel(float* y, const float* x, int rows, int cols) {
  __shared__ float tile[32][33];
  int col = int(blockIdx.x * 32 + threadIdx.x), row = int(blockIdx.y * 32 + threadIdx.y);
  for (int i = 0; i < 32; i += 8)
    if (row + i < rows && col < cols) tile[threadIdx.y + unsigned(i)][threadIdx.x] = x[(row + i) * cols + col];
  __syncthreads();
  col = int(blockIdx.y * 32 + threadIdx.x);
  row = int(blockIdx.x * 32 + threadIdx.y);
  for (int i = 0; i < 32; i += 8)
    if (row + i < cols && col < rows) y[(row + i) * rows + col] = tile[threadIdx.x][threadIdx.y + unsigned(i)];
}

// The same without padding: columns are permuted by exclusive or.
__global__ void transpose_swizzled_kernel(float* y, const float* x, int n) {
  __shared__ float tile[32][32];
  const unsigned tx = threadIdx.x, ty = threadIdx.y;
  tile[ty][tx ^ ty] = x[(blockIdx.y * 32 + ty) * unsigned(n) + blockIdx.x * 32 + tx];
  __syncthreads();
  y[(blockIdx.x * 32 + ty) * unsigned(n) + blockIdx.y * 32 + tx] = tile[tx][ty ^ tx];
}

// In place: one block swaps a tile with its mirror image, so nobody else touches the two.
__global__ void transpose_in_place_kernel(float* x, int n) {
  __shared__ float here[16][17], there[16][17];
  if (blockIdx.x < blockIdx.y) return;  // the whole block
  const int tx = int(threadIdx.x), ty = int(threadIdx.y), bx = int(blockIdx.x) * 16, by = int(blockIdx.y) * 16;
  here[ty][tx] = x[(by + ty) * n + bx + tx];
  there[ty][tx] = x[(bx + ty) * n + by + tx];
  __syncthreads();
  x[(by + ty) * n + bx + tx] = there[tx][ty];
  x[(bx + ty) * n + by + tx] = here[tx][ty];
}

// 16 bytes a thread, the last elements one by one.
__global__ void copy_wide_kernel(float* y, const float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n / 4) reinterpret_cast<float4*>(y)[i] = reinterpret_cast<const float4*>(x)[i];
  const int tail = n / 4 * 4 + i;
  if (tail < n) y[tail] = x[tail];
}

void naive() {
  const auto x = Buffer<float>::filled(40 * 70);
  const Buffer<float> y(40 * 70);
  launch<transpose_naive_kernel>({.grid = {3, 2}, .block = {32, 32}}, y, x, 40, 70);
  static_cast<void>(y.read());
}

void padded() {
  const auto x = Buffer<float>::filled(40 * 70);
  const Buffer<float> y(40 * 70);
  launch<transpose_padded_kernel>({.grid = {3, 2}, .block = {32, 8}}, y, x, 40, 70);
  static_cast<void>(y.read());
}

void swizzled() {
  const auto x = Buffer<float>::filled(64 * 64);
  const Buffer<float> y(64 * 64);
  launch<transpose_swizzled_kernel>({.grid = {2, 2}, .block = {32, 32}}, y, x, 64);
  static_cast<void>(y.read());
}

void in_place() {
  const auto x = Buffer<float>::filled(48 * 48);
  launch<transpose_in_place_kernel>({.grid = {3, 3}, .block = {16, 16}}, x, 48);
}

void wide_copy() {
  const auto x = Buffer<float>::filled(1003);
  const Buffer<float> y(1003);
  launch<copy_wide_kernel>({.grid = 4, .block = 64}, y, x, 1003);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_transpose() {
  return {"framework/simt/corpus/good_transpose.cu",
          {{"naive", naive},
           {"padded tile", padded},
           {"swizzled tile", swizzled},
           {"in place", in_place},
           {"copy by 16 bytes with a tail", wide_copy}}};
}

}  // namespace llmsys::simt::corpus
