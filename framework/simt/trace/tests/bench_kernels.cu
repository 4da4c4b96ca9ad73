// The kernels of bench_kernels.h. LLMSYS_VARIANT is plain or traced.
#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"
#include "framework/simt/trace/tests/bench_kernels.h"

namespace llmsys::simt::timed {
namespace LLMSYS_VARIANT {

__global__ void vector_add_kernel(float* c, const float* a, const float* b, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) c[i] = a[i] + b[i];
}

__global__ void matmul_kernel(float* c, const float* a, const float* b, int n) {
  const int column = static_cast<int>(blockIdx.x * 32 + threadIdx.x),
            row = static_cast<int>(blockIdx.y * 32 + threadIdx.y);
  float sum = 0;
  for (int k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
  c[row * n + column] = sum;
}

__global__ void matmul_tiled_kernel(float* c, const float* a, const float* b, int n) {
  __shared__ float a_tile[32][32], b_tile[32][32];
  const int x = static_cast<int>(threadIdx.x), y = static_cast<int>(threadIdx.y);
  const int column = static_cast<int>(blockIdx.x) * 32 + x, row = static_cast<int>(blockIdx.y) * 32 + y;
  float sum = 0;
  for (int first = 0; first < n; first += 32) {
    a_tile[y][x] = a[row * n + first + x];
    b_tile[y][x] = b[(first + y) * n + column];
    __syncthreads();
    for (int k = 0; k < 32; ++k) sum += a_tile[y][k] * b_tile[k][x];
    __syncthreads();
  }
  c[row * n + column] = sum;
}

template <class Combine>
__device__ float over_block(float value, float* scratch, const Combine& combine) {
  const int warp = static_cast<int>(threadIdx.x) / 32, lane = static_cast<int>(threadIdx.x) % 32;
  for (int apart = 16; apart > 0; apart /= 2) value = combine(value, __shfl_xor_sync(0xffffffffu, value, apart));
  if (lane == 0) scratch[warp] = value;
  __syncthreads();
  value = scratch[lane % 8];
  for (int apart = 4; apart > 0; apart /= 2) value = combine(value, __shfl_xor_sync(0xffffffffu, value, apart));
  __syncthreads();
  return value;
}

// One block of 256 threads a row.
__global__ void softmax_kernel(float* y, const float* x, int n) {
  __shared__ float scratch[8];
  const float* row = x + static_cast<int>(blockIdx.x) * n;
  float most = -3e38f, sum = 0;
  for (int i = static_cast<int>(threadIdx.x); i < n; i += 256) most = fmaxf(most, row[i]);
  most = over_block(most, scratch, [](float a, float b) { return fmaxf(a, b); });
  for (int i = static_cast<int>(threadIdx.x); i < n; i += 256) sum += expf(row[i] - most);
  sum = over_block(sum, scratch, [](float a, float b) { return a + b; });
  float* to = y + static_cast<int>(blockIdx.x) * n;
  for (int i = static_cast<int>(threadIdx.x); i < n; i += 256) to[i] = expf(row[i] - most) / sum;
}

__global__ void transpose_kernel(float* to, const float* from, int n) {
  __shared__ float tile[32][33];
  const int tx = static_cast<int>(threadIdx.x), ty = static_cast<int>(threadIdx.y);
  const int bx = static_cast<int>(blockIdx.x) * 32, by = static_cast<int>(blockIdx.y) * 32;
  for (int i = 0; i < 32; i += 8) tile[ty + i][tx] = from[(by + ty + i) * n + bx + tx];
  __syncthreads();
  for (int i = 0; i < 32; i += 8) to[(bx + ty + i) * n + by + tx] = tile[tx][ty + i];
}

Kernels all() {
  using Data = float*;
  using In = const float*;
  return {.vector_add = [](Data c, In a,
                           In b) { launch<vector_add_kernel>({.grid = 4096, .block = 256}, c, a, b, 1 << 20); },
          .matmul = [](Data c, In a,
                       In b) { launch<matmul_kernel>({.grid = dim3(8, 8), .block = dim3(32, 32)}, c, a, b, 256); },
          .matmul_tiled =
              [](Data c, In a, In b) {
                launch<matmul_tiled_kernel>({.grid = dim3(8, 8), .block = dim3(32, 32)}, c, a, b, 256);
              },
          .softmax = [](Data c, In a, In) { launch<softmax_kernel>({.grid = 1024, .block = 256}, c, a, 1024); },
          .transpose = [](Data c, In a,
                          In) { launch<transpose_kernel>({.grid = dim3(32, 32), .block = dim3(32, 8)}, c, a, 1024); }};
}

}  // namespace LLMSYS_VARIANT

Kernels LLMSYS_KERNELS() { return LLMSYS_VARIANT::all(); }

}  // namespace llmsys::simt::timed
