// The kernels of counted.h. LLMSYS_LEVEL is o1, o2 or o3.
#include "framework/simt/atomics.h"
#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"
#include "framework/simt/trace/tests/counted.h"
#include "framework/simt/wmma.h"

namespace llmsys::simt::counted {
namespace LLMSYS_LEVEL {

__device__ int global_index() { return static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); }

__global__ void saxpy_kernel(float* y, const float* x, float a, int n) {
  const int i = global_index();
  if (i < n) y[i] += a * x[i];
}

__global__ void saxpy_stride_kernel(float* y, const float* x, float a, int n) {
  for (int i = global_index(); i < n; i += static_cast<int>(gridDim.x * blockDim.x)) y[i] += a * x[i];
}

__global__ void gather_kernel(float* to, const float* from, int stride, int offset) {
  const int i = global_index();
  to[i] = from[i * stride + offset];
}

template <class T>
__global__ void copy_kernel(T* to, const T* from, int n) {
  const int i = global_index();
  if (i < n) to[i] = from[i];
}

__global__ void matmul_rows_kernel(float* c, const float* a, const float* b, int n) {
  const int row = global_index(), column = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  float sum = 0;
  for (int k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
  c[row * n + column] = sum;
}

__global__ void matmul_columns_kernel(float* c, const float* a, const float* b, int n) {
  const int column = global_index(), row = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
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

__global__ void transpose_kernel(float* to, const float* from, int n) {
  const int x = static_cast<int>(blockIdx.x * 32 + threadIdx.x), y = static_cast<int>(blockIdx.y * 32 + threadIdx.y);
  for (int i = 0; i < 32; i += 8) to[x * n + y + i] = from[(y + i) * n + x];
}

template <int kWidth>
__global__ void transpose_tiled_kernel(float* to, const float* from, int n) {
  __shared__ float tile[32][kWidth];
  const int tx = static_cast<int>(threadIdx.x), ty = static_cast<int>(threadIdx.y);
  const int bx = static_cast<int>(blockIdx.x) * 32, by = static_cast<int>(blockIdx.y) * 32;
  for (int i = 0; i < 32; i += 8) tile[ty + i][tx] = from[(by + ty + i) * n + bx + tx];
  __syncthreads();
  for (int i = 0; i < 32; i += 8) to[(bx + ty + i) * n + by + tx] = tile[tx][ty + i];
}

__global__ void sum_blocks_kernel(float* to, const float* from, int n) {
  __shared__ float sums[8];
  const int i = global_index(), warp = static_cast<int>(threadIdx.x) / 32, lane = static_cast<int>(threadIdx.x) % 32;
  float sum = i < n ? from[i] : 0.0f;
  for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, apart);
  if (lane == 0) sums[warp] = sum;
  __syncthreads();
  if (threadIdx.x != 0) return;
  float total = 0;
  for (int w = 0; w < 8; ++w) total += sums[w];
  to[blockIdx.x] = total;
}

__global__ void branch_kernel(float* to, const float* from) {
  const unsigned lane = threadIdx.x;
  float value;
  if (lane % 2 == 0)
    value = from[lane] + 1;
  else
    value = from[32 + lane] * 2;
  to[lane] = value;
}

__global__ void triangle_kernel(float* to, const float* from) {
  const unsigned lane = threadIdx.x;
  float sum = 0;
  for (unsigned i = 0; i <= lane; ++i) sum += from[32 * i + lane];
  to[lane] = sum;
}

__global__ void halves_kernel(float* to, const float* from) {
  const unsigned lane = threadIdx.x;
  float value = from[lane];
  if (lane < 16)
    value += __shfl_xor_sync(0x0000ffffu, value, 1);
  else
    value *= __shfl_xor_sync(0xffff0000u, value, 2);
  to[lane] = value;
}

__global__ void histogram_kernel(int* bins, const int* keys, int n) {
  const int i = global_index();
  if (i < n) atomicAdd(&bins[keys[i]], 1);
}

__global__ void histogram_shared_kernel(int* bins, const int* keys, int n) {
  __shared__ int counts[32];
  if (threadIdx.x < 32) counts[threadIdx.x] = 0;
  __syncthreads();
  for (int i = static_cast<int>(threadIdx.x); i < n; i += 256) atomicAdd(&counts[keys[i]], 1);
  __syncthreads();
  if (threadIdx.x < 32) bins[threadIdx.x] = counts[threadIdx.x];
}

__global__ void long_loop_kernel(float* to, const float* from, int n) {
  const int lane = static_cast<int>(threadIdx.x), times = lane < 16 ? n : n / 2;
  float sum = 0;
  for (int i = 0; i < times; ++i) sum += from[(32 * i + lane) % 1024];
  to[lane] = sum;
}

__constant__ float table[32] = {1, 2, 3};

__global__ void table_lookup_kernel(float* to) { to[threadIdx.x] = table[31 - threadIdx.x]; }

__global__ void tensor_cores_kernel(float* c, const __half* a, const __half* b) {
  namespace wmma = nvcuda::wmma;
  wmma::fragment<wmma::matrix_a, 16, 16, 16, __half, wmma::row_major> left;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::row_major> right;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sum;
  wmma::fill_fragment(sum, 0.0f);
  wmma::load_matrix_sync(left, a, 16);
  wmma::load_matrix_sync(right, b, 16);
  wmma::mma_sync(sum, left, right, sum);
  wmma::store_matrix_sync(c, sum, 16, wmma::mem_row_major);
}

__global__ void read_at_kernel(float* to, const float* from) { to[0] = from[0]; }

unsigned blocks(int n) { return static_cast<unsigned>((n + 255) / 256); }
LaunchShape square(int n) { return {.grid = dim3(unsigned(n) / 32, unsigned(n) / 8), .block = dim3(32, 8)}; }
LaunchShape tiles(int n, unsigned rows) {
  return {.grid = dim3(unsigned(n) / 32, unsigned(n) / 32), .block = dim3(32, rows)};
}

template <class T, class Number>
void copy(Number* to, const Number* from, int n) {
  const int pieces = n / static_cast<int>(sizeof(T) / sizeof(Number));
  launch<copy_kernel<T>>({.grid = blocks(pieces), .block = 256}, reinterpret_cast<T*>(to),
                         reinterpret_cast<const T*>(from), pieces);
}

void add_elementwise(Kernels& k) {
  k.saxpy = [](float* y, const float* x, float a, int n) {
    launch<saxpy_kernel>({.grid = blocks(n), .block = 256}, y, x, a, n);
  };
  k.saxpy_stride = [](float* y, const float* x, float a, int n) {
    launch<saxpy_stride_kernel>({.grid = 2, .block = 64}, y, x, a, n);
  };
  k.gather = [](float* to, const float* from, int n, int stride, int offset) {
    launch<gather_kernel>({.grid = blocks(n), .block = 256}, to, from, stride, offset);
  };
  k.copy_char = copy<char, char>;
  k.copy_short = copy<short, short>;
  k.copy_float2 = copy<float2, float>;
  k.copy_float4 = copy<float4, float>;
  k.copy_half2 = [](void* to, const void* from, int n) {
    copy<__half2>(static_cast<__half2*>(to), static_cast<const __half2*>(from), n);
  };
}

void add_matrices(Kernels& k) {
  using To = float*;
  using From = const float*;
  k.matmul_rows = [](To c, From a, From b, int n) { launch<matmul_rows_kernel>(square(n), c, a, b, n); };
  k.matmul_columns = [](To c, From a, From b, int n) { launch<matmul_columns_kernel>(square(n), c, a, b, n); };
  k.matmul_tiled = [](To c, From a, From b, int n) { launch<matmul_tiled_kernel>(tiles(n, 32), c, a, b, n); };
  k.transpose = [](To to, From from, int n) { launch<transpose_kernel>(tiles(n, 8), to, from, n); };
  k.transpose_tiled = [](To to, From from, int n) { launch<transpose_tiled_kernel<32>>(tiles(n, 8), to, from, n); };
  k.transpose_padded = [](To to, From from, int n) { launch<transpose_tiled_kernel<33>>(tiles(n, 8), to, from, n); };
  k.tensor_cores = [](float* c, const void* a, const void* b) {
    launch<tensor_cores_kernel>({.block = 32}, c, static_cast<const __half*>(a), static_cast<const __half*>(b));
  };
}

void add_warps(Kernels& k) {
  k.sum_blocks = [](float* to, const float* from, int n) {
    launch<sum_blocks_kernel>({.grid = blocks(n), .block = 256}, to, from, n);
  };
  k.branch = [](float* to, const float* from) { launch<branch_kernel>({.block = 32}, to, from); };
  k.triangle = [](float* to, const float* from) { launch<triangle_kernel>({.block = 32}, to, from); };
  k.halves = [](float* to, const float* from) { launch<halves_kernel>({.block = 32}, to, from); };
  k.histogram = [](int* bins, const int* keys, int n) {
    launch<histogram_kernel>({.grid = blocks(n), .block = 256}, bins, keys, n);
  };
  k.histogram_shared = [](int* bins, const int* keys, int n) {
    launch<histogram_shared_kernel>({.block = 256}, bins, keys, n);
  };
  k.long_loop = [](float* to, const float* from, int n) { launch<long_loop_kernel>({.block = 32}, to, from, n); };
  k.read_at = [](float* to, const void* from) {
    launch<read_at_kernel>({.block = 1}, to, static_cast<const float*>(from));
  };
  k.table_lookup = [](float* to) { launch<table_lookup_kernel>({.block = 32}, to); };
}

Kernels all() {
  Kernels k{};
  add_elementwise(k);
  add_matrices(k);
  add_warps(k);
  return k;
}

}  // namespace LLMSYS_LEVEL

Kernels LLMSYS_KERNELS() { return LLMSYS_LEVEL::all(); }

}  // namespace llmsys::simt::counted
