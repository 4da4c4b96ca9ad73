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

__half* halves_of(const float* in, int n) {
  __half* out;
  CUDA_CHECK(cudaMalloc(&out, n * sizeof(__half)));
  to_half<<<(n + 63) / 64, 64>>>(out, in, n);
  CUDA_CHECK(cudaGetLastError());
  return out;
}

std::vector<float> product(const std::vector<float>& a, const std::vector<float>& b, int M, int N, int K) {
  std::vector<float> c(M * N, 0.0f);
  for (int i = 0; i < M; ++i)
    for (int k = 0; k < K; ++k)
      for (int j = 0; j < N; ++j) c[i * N + j] += a[i * K + k] * b[k * N + j];
  return c;
}

int main() {
  const int M = 9, N = 21, K = 14;
  std::vector<float> a(M * K), b(K * N);
  for (int i = 0; i < M * K; ++i) a[i] = 0.25f * (i % 9 - 4);
  for (int i = 0; i < K * N; ++i) b[i] = 0.5f * (i % 7 - 3);
  const std::vector<float> want = product(a, b, M, N, K), none(M * N, -1.0f);
  float *device_a = to_device(a), *device_b = to_device(b), *device_c = to_device(none);
  __half *half_a = halves_of(device_a, M * K), *half_b = halves_of(device_b, K * N);

  cublasHandle_t handle;
  CUBLAS_CHECK(cublasCreate(&handle));
  const float one = 1, zero = 0;
  CUBLAS_CHECK(
      cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, N, M, K, &one, device_b, N, device_a, K, &zero, device_c, N));
  EXPECT(to_host(device_c, M * N) == want);
  CUDA_CHECK(cudaMemset(device_c, 0xff, M * N * sizeof(float)));
  CUBLAS_CHECK(cublasGemmEx(handle, CUBLAS_OP_N, CUBLAS_OP_N, N, M, K, &one, half_b, CUDA_R_16F, N, half_a, CUDA_R_16F,
                            K, &zero, device_c, CUDA_R_32F, N, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT));
  EXPECT(to_host(device_c, M * N) == want);

  CUBLAS_CHECK(cublasDestroy(handle));
  for (float* memory : {device_a, device_b, device_c}) CUDA_CHECK(cudaFree(memory));
  for (__half* memory : {half_a, half_b}) CUDA_CHECK(cudaFree(memory));
  std::printf("cublas_matmul: passed\n");
  return 0;
}
