// Lab 02, task 2.2: transpose. Rows of x become columns of y, so whoever reads along rows writes along columns, and one of
// the two is 32 sectors a request. Shared memory turns a tile around: it is read by rows from x, and written by rows to y.
// What is left to do is that 32 lanes do not meet in one bank when they read the tile by columns.
#include "labs/02_gpu_kernels/transpose.h"

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr int kTile = 32;      // side of a tile: a warp reads and writes one row of it
constexpr int kBlockRows = 8;  // warps of a block; each moves kTile / kBlockRows rows of a tile

// One thread an element. grid (ceil_div(C, 32), ceil_div(R, 8)), block (32, 8), no shared memory.
template <class T>
__global__ void transpose_naive_kernel(T* y /*(C,R)*/, const T* x /*(R,C)*/, int R, int C) {
  const int c = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int r = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  if (r < R && c < C) y[size_t(c) * R + r] = x[size_t(r) * C + c];
}

// One block a tile. grid (ceil_div(C, 32), ceil_div(R, 32)), block (32, 8), static shared memory of a tile.
template <class T>
__global__ void transpose_kernel(T* y /*(C,R)*/, const T* x /*(R,C)*/, int R, int C) {
  // About 10 lines: load the tile by rows, wait, store it by columns. threadIdx.x runs along a row of x, then of y.
  // BEGIN SOLUTION task 2.2 device transpose_kernel
  constexpr int kWord = 4 / sizeof(T);  // unused elements behind each row: so a column's 32 are in 32 different banks
  __shared__ T tile[kTile][kTile + kWord];
  const int c0 = static_cast<int>(blockIdx.x) * kTile, r0 = static_cast<int>(blockIdx.y) * kTile;
  const int lane = static_cast<int>(threadIdx.x), warp = static_cast<int>(threadIdx.y);
  for (int j = warp; j < kTile; j += kBlockRows)
    if (r0 + j < R && c0 + lane < C) tile[j][lane] = x[size_t(r0 + j) * C + c0 + lane];
  __syncthreads();
  for (int j = warp; j < kTile; j += kBlockRows)
    if (c0 + j < C && r0 + lane < R) y[size_t(c0 + j) * R + r0 + lane] = tile[lane][j];
  // END SOLUTION
}

}  // namespace

template <class T>
void transpose_naive(T* y, const T* x, int R, int C, Stream stream) {
  if (R == 0 || C == 0) return;
  const dim3 grid(ceil_div(C, kTile), ceil_div(R, kBlockRows));
  launch<transpose_naive_kernel<T>>({.grid = grid, .block = {kTile, kBlockRows}, .stream = stream}, y, x, R, C);
}

template <class T>
void transpose(T* y, const T* x, int R, int C, Stream stream) {
  // Three lines.
  // BEGIN SOLUTION task 2.2 transpose
  if (R == 0 || C == 0) return;
  const dim3 grid(ceil_div(C, kTile), ceil_div(R, kTile));
  launch<transpose_kernel<T>>({.grid = grid, .block = {kTile, kBlockRows}, .stream = stream}, y, x, R, C);
  // END SOLUTION
}

template void transpose_naive(float*, const float*, int, int, Stream);
template void transpose_naive(bf16*, const bf16*, int, int, Stream);
template void transpose(float*, const float*, int, int, Stream);
template void transpose(bf16*, const bf16*, int, int, Stream);

}  // namespace llmsys::lab02
