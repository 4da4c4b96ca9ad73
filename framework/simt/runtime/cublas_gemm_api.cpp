#include "framework/simt/runtime/cublas_gemm.h"

using llmsys::simt::gemm;

cublasStatus_t cublasSgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const float* alpha, const float* a, int lda, const float* b, int ldb, const float* beta,
                           float* c, int ldc) {
  return gemm(handle, {"cublasSgemm", ta, tb,   m, n,          k,   alpha, a, CUDA_R_32F,        lda, 0, b, CUDA_R_32F,
                       ldb,           0,  beta, c, CUDA_R_32F, ldc, 0,     1, CUBLAS_COMPUTE_32F});
}

cublasStatus_t cublasDgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const double* alpha, const double* a, int lda, const double* b, int ldb, const double* beta,
                           double* c, int ldc) {
  return gemm(handle, {"cublasDgemm", ta, tb,   m, n,          k,   alpha, a, CUDA_R_64F,        lda, 0, b, CUDA_R_64F,
                       ldb,           0,  beta, c, CUDA_R_64F, ldc, 0,     1, CUBLAS_COMPUTE_64F});
}

cublasStatus_t cublasHgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const __half* alpha, const __half* a, int lda, const __half* b, int ldb, const __half* beta,
                           __half* c, int ldc) {
  return gemm(handle, {"cublasHgemm", ta, tb,   m, n,          k,   alpha, a, CUDA_R_16F,        lda, 0, b, CUDA_R_16F,
                       ldb,           0,  beta, c, CUDA_R_16F, ldc, 0,     1, CUBLAS_COMPUTE_16F});
}

cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                         int n, int k, const float* alpha, const float* a, int lda,
                                         long long int stride_a, const float* b, int ldb, long long int stride_b,
                                         const float* beta, float* c, int ldc, long long int stride_c, int count) {
  return gemm(handle, {"cublasSgemmStridedBatched",
                       ta,
                       tb,
                       m,
                       n,
                       k,
                       alpha,
                       a,
                       CUDA_R_32F,
                       lda,
                       stride_a,
                       b,
                       CUDA_R_32F,
                       ldb,
                       stride_b,
                       beta,
                       c,
                       CUDA_R_32F,
                       ldc,
                       stride_c,
                       count,
                       CUBLAS_COMPUTE_32F});
}

cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                         int n, int k, const double* alpha, const double* a, int lda,
                                         long long int stride_a, const double* b, int ldb, long long int stride_b,
                                         const double* beta, double* c, int ldc, long long int stride_c, int count) {
  return gemm(handle, {"cublasDgemmStridedBatched",
                       ta,
                       tb,
                       m,
                       n,
                       k,
                       alpha,
                       a,
                       CUDA_R_64F,
                       lda,
                       stride_a,
                       b,
                       CUDA_R_64F,
                       ldb,
                       stride_b,
                       beta,
                       c,
                       CUDA_R_64F,
                       ldc,
                       stride_c,
                       count,
                       CUBLAS_COMPUTE_64F});
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                            const void* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                            cudaDataType b_type, int ldb, const void* beta, void* c, cudaDataType c_type, int ldc,
                            cublasComputeType_t compute, cublasGemmAlgo_t /*algorithm*/) {
  return gemm(handle, {"cublasGemmEx", ta,  tb, m,    n, k,      alpha, a, a_type, lda,    0, b,
                       b_type,         ldb, 0,  beta, c, c_type, ldc,   0, 1,      compute});
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                          int n, int k, const void* alpha, const void* a, cudaDataType a_type, int lda,
                                          long long int stride_a, const void* b, cudaDataType b_type, int ldb,
                                          long long int stride_b, const void* beta, void* c, cudaDataType c_type,
                                          int ldc, long long int stride_c, int count, cublasComputeType_t compute,
                                          cublasGemmAlgo_t /*algorithm*/) {
  return gemm(handle, {"cublasGemmStridedBatchedEx",
                       ta,
                       tb,
                       m,
                       n,
                       k,
                       alpha,
                       a,
                       a_type,
                       lda,
                       stride_a,
                       b,
                       b_type,
                       ldb,
                       stride_b,
                       beta,
                       c,
                       c_type,
                       ldc,
                       stride_c,
                       count,
                       compute});
}
