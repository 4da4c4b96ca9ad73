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
  // TODO(lab03 task 3.7): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab03 task 3.7: piece_kernel is not written yet");
}

// One thread per result.
__global__ void add_pieces_kernel(float* c /*(M*N)*/, const float* pieces /*(splits, M*N)*/, int size, int splits) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  // Three lines: always in the same order.
  // TODO(lab03 task 3.7): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab03 task 3.7: add_pieces_kernel is not written yet");
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
