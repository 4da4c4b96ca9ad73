// A tiled product of matrices: each block keeps a tile of A and of B in shared memory.
#include <cuda_runtime.h>

#include <vector>

#include "framework/simt/samples/check.h"

// One thread per element of C (M,N). grid (ceil(N / T), ceil(M / T)), block (T, T).
template <class Real, int T>
__global__ void matmul_tiled(Real* c, const Real* a /*(M,K)*/, const Real* b /*(K,N)*/, int M, int N, int K) {
  __shared__ Real tile_a[T][T], tile_b[T][T];
  const int row = blockIdx.y * T + threadIdx.y, column = blockIdx.x * T + threadIdx.x;
  Real sum = 0;
  for (int k = 0; k < K; k += T) {
    const int at_a = k + threadIdx.x, at_b = k + threadIdx.y;
    tile_a[threadIdx.y][threadIdx.x] = row < M && at_a < K ? a[row * K + at_a] : Real(0);
    tile_b[threadIdx.y][threadIdx.x] = at_b < K && column < N ? b[at_b * N + column] : Real(0);
    __syncthreads();
    for (int i = 0; i < T; ++i) sum += tile_a[threadIdx.y][i] * tile_b[i][threadIdx.x];
    __syncthreads();
  }
  if (row < M && column < N) c[row * N + column] = sum;
}

template <class Real, int T>
void check(int M, int N, int K) {
  std::vector<Real> a(M * K), b(K * N);
  for (int i = 0; i < M * K; ++i) a[i] = Real(i % 7 - 3);
  for (int i = 0; i < K * N; ++i) b[i] = Real(i % 5 - 2);
  Real *device_a = to_device(a), *device_b = to_device(b), *device_c = to_device(std::vector<Real>(M * N, Real(-1)));
  const dim3 block(T, T), grid((N + T - 1) / T, (M + T - 1) / T);
  matmul_tiled<Real, T>  // the template arguments, and the launch over several lines
      <<<grid, block>>>(device_c, device_a, device_b, M, N, K);
  CUDA_CHECK(cudaGetLastError());
  const std::vector<Real> c = to_host(device_c, M * N);
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) {
      Real want = 0;
      for (int k = 0; k < K; ++k) want += a[i * K + k] * b[k * N + j];
      EXPECT(c[i * N + j] == want);
    }
  CUDA_CHECK(cudaFree(device_a));
  CUDA_CHECK(cudaFree(device_b));
  CUDA_CHECK(cudaFree(device_c));
}

int main() {
  check<float, 16>(33, 47, 65);
  check<double, 8>(16, 9, 31);
  std::printf("matmul_tiled: passed\n");
  return 0;
}
