// Row-major matrices through cuBLAS, which is column-major: C = A B is computed as C^T = B^T A^T.
#include <cublas_v2.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <vector>

#include "framework/simt/samples/check.h"

#define CUBLAS_CHECK(call) EXPECT((call) == CUBLAS_STATUS_SUCCESS)

// One thread per element. grid (ceil(n / 64)), block (64).
__global__ void to_half(__half* out, const float* in, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = __float2half(in[i]);
}

int main() {
  const int M = 9, N = 21, K = 14;
  std::vector<float> a(M * K), b(K * N), c(M * N), want(M * N, 0.0f);
  for (int i = 0; i < M * K; ++i) a[i] = 0.25f * (i % 9 - 4);
  for (int i = 0; i < K * N; ++i) b[i] = 0.5f * (i % 7 - 3);
  for (int i = 0; i < M; ++i)
    for (int k = 0; k < K; ++k)
      for (int j = 0; j < N; ++j) want[i * N + j] += a[i * K + k] * b[k * N + j];

  float *device_a, *device_b, *device_c;
  __half *half_a, *half_b;
  CUDA_CHECK(cudaMalloc(&device_a, a.size() * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device_b, b.size() * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device_c, c.size() * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&half_a, a.size() * sizeof(__half)));
  CUDA_CHECK(cudaMalloc(&half_b, b.size() * sizeof(__half)));
  CUDA_CHECK(cudaMemcpy(device_a, a.data(), a.size() * sizeof(float), cudaMemcpyHostToDevice));
  CUDA_CHECK(cudaMemcpy(device_b, b.data(), b.size() * sizeof(float), cudaMemcpyHostToDevice));
  to_half<<<(M * K + 63) / 64, 64>>>(half_a, device_a, M * K);
  to_half<<<(K * N + 63) / 64, 64>>>(half_b, device_b, K * N);
  CUDA_CHECK(cudaGetLastError());

  cublasHandle_t handle;
  CUBLAS_CHECK(cublasCreate(&handle));
  const float one = 1, zero = 0;
  const auto expect_product = [&] {
    CUDA_CHECK(cudaMemcpy(c.data(), device_c, c.size() * sizeof(float), cudaMemcpyDeviceToHost));
    for (int i = 0; i < M * N; ++i) EXPECT(c[i] == want[i]);
    CUDA_CHECK(cudaMemset(device_c, 0xff, c.size() * sizeof(float)));
  };
  CUBLAS_CHECK(
      cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, N, M, K, &one, device_b, N, device_a, K, &zero, device_c, N));
  expect_product();
  CUBLAS_CHECK(cublasGemmEx(handle, CUBLAS_OP_N, CUBLAS_OP_N, N, M, K, &one, half_b, CUDA_R_16F, N, half_a, CUDA_R_16F,
                            K, &zero, device_c, CUDA_R_32F, N, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT));
  expect_product();

  CUBLAS_CHECK(cublasDestroy(handle));
  CUDA_CHECK(cudaFree(device_a));
  CUDA_CHECK(cudaFree(device_b));
  CUDA_CHECK(cudaFree(device_c));
  CUDA_CHECK(cudaFree(half_a));
  CUDA_CHECK(cudaFree(half_b));
  std::printf("cublas_matmul: passed\n");
  return 0;
}
