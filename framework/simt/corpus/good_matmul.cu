// Products of matrices, C (M,N) = A (M,K) B (K,N), in the forms a course goes through.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kTile = 16;

// One thread per element of C.
__global__ void matmul_naive_kernel(float* c, const float* a, const float* b, int M, int N, int K) {
  const int col = int(blockIdx.x * blockDim.x + threadIdx.x), row = int(blockIdx.y * blockDim.y + threadIdx.y);
  if (row >= M || col >= N) return;
  float sum = 0;
  for (int k = 0; k < K; ++k) sum += a[row * K + k] * b[k * N + col];
  c[row * N + col] = sum;
}

// A block computes a tile of C; tiles of A and B pass through shared memory. Threads outside C stay for the barriers.
__global__ void matmul_tiled_kernel(float* c, const float* a, const float* b, int M, int N, int K) {
  __shared__ float as[kTile][kTile], bs[kTile][kTile];
  const int x = int(threadIdx.x), y = int(threadIdx.y);
  const int col = int(blockIdx.x) * kTile + x, row = int(blockIdx.y) * kTile + y;
  float sum = 0;
  for (int k0 = 0; k0 < K; k0 += kTile) {
    as[y][x] = row < M && k0 + x < K ? a[row * K + k0 + x] : 0;
    bs[y][x] = k0 + y < K && col < N ? b[(k0 + y) * N + col] : 0;
    __syncthreads();
    for (int k = 0; k < kTile; ++k) sum += as[y][k] * bs[k][x];
    __syncthreads();
  }
  if (row < M && col < N) c[row * N + col] = sum;
}

// Two buffers: while one is read the next is filled, so one barrier a tile is enough.
__global__ void matmul_two_buffers_kernel(float* c, const float* a, const float* b, int N) {
  __shared__ float as[2][kTile][kTile], bs[2][kTile][kTile];
  const int x = int(threadIdx.x), y = int(threadIdx.y);
  const int col = int(blockIdx.x) * kTile + x, row = int(blockIdx.y) * kTile + y;
  float sum = 0;
  as[0][y][x] = a[row * N + x];
  bs[0][y][x] = b[y * N + col];
  for (int tile = 0; tile < N / kTile; ++tile) {
    __syncthreads();
    const int now = tile % 2, next = 1 - now;
    if (tile + 1 < N / kTile) {
      as[next][y][x] = a[row * N + (tile + 1) * kTile + x];
      bs[next][y][x] = b[((tile + 1) * kTile + y) * N + col];
    }
    for (int k = 0; k < kTile; ++k) sum += as[now][y][k] * bs[now][k][x];
  }
  c[row * N + col] = sum;
}

// Each thread computes 4 x 4 elements from registers.
__global__ void matmul_register_tile_kernel(float* c, const float* a, const float* b, int N) {
  __shared__ float as[32][8], bs[8][32];
  const int x = int(threadIdx.x), y = int(threadIdx.y), thread = y * 8 + x;
  const int row = int(blockIdx.y) * 32, col = int(blockIdx.x) * 32;
  float sum[4][4] = {};
  for (int k0 = 0; k0 < N; k0 += 8) {
    for (int i = thread; i < 32 * 8; i += 64) as[i / 8][i % 8] = a[(row + i / 8) * N + k0 + i % 8];
    for (int i = thread; i < 8 * 32; i += 64) bs[i / 32][i % 32] = b[(k0 + i / 32) * N + col + i % 32];
    __syncthreads();
    for (int k = 0; k < 8; ++k)
      for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) sum[i][j] += as[y * 4 + i][k] * bs[k][x * 4 + j];
    __syncthreads();
  }
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) c[(row + y * 4 + i) * N + col + x * 4 + j] = sum[i][j];
}

// Rows of A as float4, one warp a row of y = A x.
__global__ void matvec_vectorized_kernel(float* y, const float4* a, const float4* x, int rows, int quads) {
  const int row = int(blockIdx.x * blockDim.y + threadIdx.y);
  if (row >= rows) return;
  float sum = 0;
  for (int i = int(threadIdx.x); i < quads; i += 32) {
    const float4 p = a[row * quads + i], q = x[i];
    sum += p.x * q.x + p.y * q.y + p.z * q.z + p.w * q.w;
  }
  for (int step = 16; step > 0; step /= 2) sum += __shfl_down_sync(~0u, sum, step);
  if (threadIdx.x == 0) y[row] = sum;
}

// Several blocks add their part of K to one C (split-k).
__global__ void matmul_split_k_kernel(float* c, const float* a, const float* b, int N, int K, int part) {
  const int col = int(threadIdx.x), row = int(blockIdx.x), from = int(blockIdx.y) * part;
  float sum = 0;
  for (int k = from; k < K && k < from + part; ++k) sum += a[row * K + k] * b[k * N + col];
  atomicAdd(&c[row * N + col], sum);
}

void naive() {
  const auto a = Buffer<float>::filled(33 * 17), b = Buffer<float>::filled(17 * 31);
  const Buffer<float> c(33 * 31);
  launch<matmul_naive_kernel>({.grid = {2, 3}, .block = {16, 16}}, c, a, b, 33, 31, 17);
  static_cast<void>(c.read());
}

void tiled() {
  const auto a = Buffer<float>::filled(33 * 35), b = Buffer<float>::filled(35 * 31);
  const Buffer<float> c(33 * 31);
  launch<matmul_tiled_kernel>({.grid = {2, 3}, .block = {kTile, kTile}}, c, a, b, 33, 31, 35);
  static_cast<void>(c.read());
}

void two_buffers() {
  const auto a = Buffer<float>::filled(48 * 48), b = Buffer<float>::filled(48 * 48);
  const Buffer<float> c(48 * 48);
  launch<matmul_two_buffers_kernel>({.grid = {3, 3}, .block = {kTile, kTile}}, c, a, b, 48);
  static_cast<void>(c.read());
}

void register_tile() {
  const auto a = Buffer<float>::filled(64 * 64), b = Buffer<float>::filled(64 * 64);
  const Buffer<float> c(64 * 64);
  launch<matmul_register_tile_kernel>({.grid = {2, 2}, .block = {8, 8}}, c, a, b, 64);
  static_cast<void>(c.read());
}

void vectorized() {
  const auto a = Buffer<float>::filled(10 * 64), x = Buffer<float>::filled(64);
  const Buffer<float> y(10);
  launch<matvec_vectorized_kernel>({.grid = 3, .block = {32, 4}}, y, reinterpret_cast<float4*>(static_cast<float*>(a)),
                                   reinterpret_cast<float4*>(static_cast<float*>(x)), 10, 16);
  static_cast<void>(y.read());
}

void split_k() {
  const auto a = Buffer<float>::filled(8 * 100), b = Buffer<float>::filled(100 * 32);
  const auto c = Buffer<float>::zeros(8 * 32);
  launch<matmul_split_k_kernel>({.grid = {8, 4}, .block = 32}, c, a, b, 32, 100, 25);
  static_cast<void>(c.read());
}

}  // namespace

Chapter good_matmul() {
  return {"framework/simt/corpus/good_matmul.cu",
          {{"naive", naive},
           {"tiled, sizes that are no multiple", tiled},
           {"tiled with two buffers", two_buffers},
           {"register tile", register_tile},
           {"matrix times vector by float4", vectorized},
           {"split-k with atomics", split_k}}};
}

}  // namespace llmsys::simt::corpus
