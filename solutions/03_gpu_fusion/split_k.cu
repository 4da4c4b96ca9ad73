// Lab 03, challenge 3.7: more blocks than there are tiles of C.
//
// A product with a small C has few tiles, so most of a GPU idles while a few blocks add up a long K. Cutting K gives each
// piece a block of its own.
#include "labs/03_gpu_fusion/split_k.h"

#include "framework/device/kernel.h"

namespace llmsys::lab03 {
namespace {

constexpr int kTile = 16;

// One block per 16 x 16 tile of C and piece of K; a thread per result. grid (tiles across, tiles down, splits)
__global__ void piece_kernel(float* pieces /*(splits,M,N)*/, const float* a /*(M,K)*/, const float* b /*(K,N)*/, int M,
                             int N, int K, int length) {
  __shared__ float a_tile[kTile][kTile], b_tile[kTile][kTile];
  const int column = blockIdx.x * kTile + threadIdx.x, row = blockIdx.y * kTile + threadIdx.y;
  // About 10 lines: lab 02's tiled product, for k from blockIdx.z * length on, at most length of them.
  // BEGIN SOLUTION task 3.7 device piece_kernel
  const int first = blockIdx.z * length, last = min(first + length, K);
  float sum = 0;
  for (int k0 = first; k0 < last; k0 += kTile) {
    const int k_of_a = k0 + threadIdx.x, k_of_b = k0 + threadIdx.y;
    a_tile[threadIdx.y][threadIdx.x] = row < M && k_of_a < last ? a[size_t(row) * K + k_of_a] : 0.0f;
    b_tile[threadIdx.y][threadIdx.x] = k_of_b < last && column < N ? b[size_t(k_of_b) * N + column] : 0.0f;
    __syncthreads();
    for (int k = 0; k < kTile; ++k) sum += a_tile[threadIdx.y][k] * b_tile[k][threadIdx.x];
    __syncthreads();
  }
  if (row < M && column < N) pieces[(size_t(blockIdx.z) * M + row) * N + column] = sum;
  // END SOLUTION
}

// One thread per result.
__global__ void add_pieces_kernel(float* c /*(M*N)*/, const float* pieces /*(splits, M*N)*/, int size, int splits) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  // Three lines: always in the same order.
  // BEGIN SOLUTION task 3.7 device add_pieces_kernel
  float sum = 0;
  for (int s = 0; s < splits; ++s) sum += pieces[size_t(s) * size + i];
  c[i] = sum;
  // END SOLUTION
}

}  // namespace

void matmul_split_k(float* c, float* scratch, const float* a, const float* b, int M, int N, int K, int splits,
                    Stream stream) {
  if (M == 0 || N == 0) return;  // a grid of 0 blocks is a launch error
  const LaunchConfig pieces{.grid = {ceil_div(N, kTile), ceil_div(M, kTile), static_cast<unsigned>(splits)},
                            .block = {kTile, kTile},
                            .stream = stream};
  launch<piece_kernel>(pieces, scratch, a, b, M, N, K, static_cast<int>(ceil_div(K, splits)));
  launch<add_pieces_kernel>({.grid = ceil_div(M * N, 256), .block = 256, .stream = stream}, c, scratch, M * N, splits);
}

}  // namespace llmsys::lab03
