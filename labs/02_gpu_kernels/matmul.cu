// Lab 02, task 2.4: matrix products. An element of A is needed by N threads and one of B by M: who loads it for himself
// alone loads too much. A block loads a tile of each into shared memory, and 32 of its threads use each element.
#include "labs/02_gpu_kernels/matmul.h"

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr int kTile = kMatmulTile;

// One thread an element of C. grid (ceil_div(N, 32), ceil_div(M, 8)), block (32, 8), no shared memory.
template <class T>
__global__ void matmul_naive_kernel(T* c /*(M,N)*/, const T* a /*(M,K)*/, const T* b /*(K,N)*/, int M, int N, int K,
                                    int lda, int ldb) {
  const int col = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int row = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  if (row >= M || col >= N) return;
  float sum = 0;
  for (int k = 0; k < K; ++k)
    sum += static_cast<float>(a[size_t(row) * lda + k]) * static_cast<float>(b[size_t(k) * ldb + col]);
  c[size_t(row) * N + col] = static_cast<T>(sum);
}

// One block a tile of C, one thread an element. grid (ceil_div(N, 32), ceil_div(M, 32)), block (32, 32), 8 KiB static
// shared memory.
template <class T>
__global__ void matmul_kernel(T* c /*(M,N)*/, const T* a /*(M,K)*/, const T* b /*(K,N)*/, int M, int N, int K, int lda,
                              int ldb) {
  // About 15 lines. Walk along K, a tile at a time: load (0 outside of the matrices), wait, multiply, wait.
  // TODO(lab02 task 2.4): your code here.
  LLMSYS_DEVICE_NOT_IMPLEMENTED("lab02 task 2.4: matmul_kernel is not written yet");
}

}  // namespace

template <class T>
void matmul_naive(T* c, const T* a, const T* b, int M, int N, int K, int lda, int ldb, Stream stream) {
  if (M == 0 || N == 0) return;
  const LaunchConfig config{.grid = {ceil_div(N, 32), ceil_div(M, 8)}, .block = {32, 8}, .stream = stream};
  launch<matmul_naive_kernel<T>>(config, c, a, b, M, N, K, lda, ldb);
}

template <class T>
void matmul(T* c, const T* a, const T* b, int M, int N, int K, int lda, int ldb, Stream stream) {
  // Three lines.
  // TODO(lab02 task 2.4): your code here.
  throw NotImplemented("lab02 task 2.4: matmul is not written yet");
}

template void matmul_naive(float*, const float*, const float*, int, int, int, int, int, Stream);
template void matmul_naive(bf16*, const bf16*, const bf16*, int, int, int, int, int, Stream);
template void matmul(float*, const float*, const float*, int, int, int, int, int, Stream);
template void matmul(bf16*, const bf16*, const bf16*, int, int, int, int, int, Stream);

}  // namespace llmsys::lab02
