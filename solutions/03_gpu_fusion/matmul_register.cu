// Lab 03, task 3.1: a 4 x 4 tile of results in each thread's registers.
//
// A multiply-add with both operands from shared memory is limited by shared memory: two loads for one FMA. With a tile of
// T x T sums in registers a thread loads 2T values for T*T FMAs, so the ratio falls from 2 to 2/T.
#include "labs/03_gpu_fusion/matmul_register.h"

#include "framework/device/kernel.h"

namespace llmsys::lab03 {
namespace {

constexpr int kThreads = kTileM / kThreadTile;  // in each direction

// One block per tile of C, kThreads x kThreads threads. Thread (row, column) computes rows row, row + kThreads, ... of the
// tile and columns column, column + kThreads, ...: neighbours read neighbours. A's tile lies transposed, as [k][m]; two
// columns more than needed spread the transposing stores over all banks.
template <class T>
__global__ void matmul_register_kernel(T* c /*(M,N)*/, const T* a /*(M,K)*/, const T* b /*(K,N)*/, int M, int N,
                                       int K) {
  // About 27 lines. For each kTileK of K: load both tiles (zero outside the matrices), a barrier, kTileK steps of 4 + 4 loads
  // and 16 FMAs, a barrier. At the end, store what lies inside C.
  // BEGIN SOLUTION task 3.1 device matmul_register_kernel
  __shared__ float a_tile[kTileK][kTileM + 2];  // A^T
  __shared__ float b_tile[kTileK][kTileN];
  const int column = threadIdx.x, row = threadIdx.y, thread = row * kThreads + column;
  const int first_row = blockIdx.y * kTileM, first_column = blockIdx.x * kTileN;
  float sum[kThreadTile][kThreadTile] = {};
  for (int k0 = 0; k0 < K; k0 += kTileK) {
    for (int i = thread; i < kTileM * kTileK; i += kThreads * kThreads) {
      const int m = i / kTileK, k = i % kTileK;  // neighbours in a row of A
      const bool inside = first_row + m < M && k0 + k < K;
      a_tile[k][m] = inside ? static_cast<float>(a[size_t(first_row + m) * K + k0 + k]) : 0.0f;
    }
    for (int i = thread; i < kTileK * kTileN; i += kThreads * kThreads) {
      const int k = i / kTileN, n = i % kTileN;
      const bool inside = k0 + k < K && first_column + n < N;
      b_tile[k][n] = inside ? static_cast<float>(b[size_t(k0 + k) * N + first_column + n]) : 0.0f;
    }
    __syncthreads();
    for (int k = 0; k < kTileK; ++k) {
      float left[kThreadTile], right[kThreadTile];
      for (int i = 0; i < kThreadTile; ++i) left[i] = a_tile[k][row + i * kThreads];
      for (int j = 0; j < kThreadTile; ++j)
        right[j] = b_tile[k][column + j * kThreads];  // neighbours: no bank conflict
      for (int i = 0; i < kThreadTile; ++i)
        for (int j = 0; j < kThreadTile; ++j) sum[i][j] += left[i] * right[j];
    }
    __syncthreads();  // before the next tiles overwrite these
  }
  for (int i = 0; i < kThreadTile; ++i)
    for (int j = 0; j < kThreadTile; ++j) {
      const int m = first_row + row + i * kThreads, n = first_column + column + j * kThreads;
      if (m < M && n < N) c[size_t(m) * N + n] = static_cast<T>(sum[i][j]);
    }
  // END SOLUTION
}

}  // namespace

template <class T>
void matmul_register(T* c, const T* a, const T* b, int M, int N, int K, Stream stream) {
  if (M == 0 || N == 0) return;  // a grid of 0 blocks is a launch error
  const LaunchConfig config{
      .grid = {ceil_div(N, kTileN), ceil_div(M, kTileM)}, .block = {kThreads, kThreads}, .stream = stream};
  launch<matmul_register_kernel<T>>(config, c, a, b, M, N, K);
}

template void matmul_register(float*, const float*, const float*, int, int, int, Stream);
template void matmul_register(bf16*, const bf16*, const bf16*, int, int, int, Stream);

}  // namespace llmsys::lab03
