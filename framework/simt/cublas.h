/// @file
/// The emulator's subset of cuBLAS under its own names, as of CUDA 13: what a program gets by including <cublas_v2.h>.
///
/// Matrices are column-major: element (i,j) is at [i + j * ld]. A row-major matrix is, to cuBLAS, its own transpose, so
/// C = A B of row-major matrices (m,k) and (k,n) is C^T = B^T A^T: swap A and B, and m and n.
/// @code
///   cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, n, m, k, &one, b, n, a, k, &zero, c, n);  // row-major c (m,n)
/// @endcode
/// Calls run in the order of the handle's stream. What is wrong with one is told by simt::last_report().
#pragma once
#include "framework/simt/cublas_types.h"
#include "framework/simt/half.h"
#include "framework/simt/runtime.h"

/// @cond  CUDA renames functions whose signature has changed; their documentation is below, under the new names
#define cublasCreate cublasCreate_v2
#define cublasDestroy cublasDestroy_v2
#define cublasGetVersion cublasGetVersion_v2
#define cublasSetStream cublasSetStream_v2
#define cublasGetStream cublasGetStream_v2
#define cublasSetPointerMode cublasSetPointerMode_v2
#define cublasGetPointerMode cublasGetPointerMode_v2
#define cublasSetWorkspace cublasSetWorkspace_v2
#define cublasSgemm cublasSgemm_v2
#define cublasDgemm cublasDgemm_v2
#define cublasSgemv cublasSgemv_v2
#define cublasDgemv cublasDgemv_v2
#define cublasSaxpy cublasSaxpy_v2
#define cublasDaxpy cublasDaxpy_v2
#define cublasSdot cublasSdot_v2
#define cublasDdot cublasDdot_v2
#define cublasSnrm2 cublasSnrm2_v2
#define cublasDnrm2 cublasDnrm2_v2
#define cublasSscal cublasSscal_v2
#define cublasDscal cublasDscal_v2
/// @endcond

extern "C" {

/// @name Handles
/// @{
/// A handle: stream 0, scalars on the host.
cublasStatus_t cublasCreate(cublasHandle_t* handle);
/// What was asked for is still done.
cublasStatus_t cublasDestroy(cublasHandle_t handle);
/// 130000
cublasStatus_t cublasGetVersion(cublasHandle_t handle, int* version);
/// Calls from now on go there.
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream);
/// Where they go.
cublasStatus_t cublasGetStream(cublasHandle_t handle, cudaStream_t* stream);
/// Where alpha, beta and results of dot products lie.
cublasStatus_t cublasSetPointerMode(cublasHandle_t handle, cublasPointerMode_t mode);
/// As set.
cublasStatus_t cublasGetPointerMode(cublasHandle_t handle, cublasPointerMode_t* mode);
/// Heard; nothing comes of it.
cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode);
/// As set.
cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode);
/// Heard; nothing comes of it.
cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* workspace, size_t bytes);
/// "CUBLAS_STATUS_INVALID_VALUE"
const char* cublasGetStatusName(cublasStatus_t status);
/// In words.
const char* cublasGetStatusString(cublasStatus_t status);
/// @}

/// @name Products of matrices: C (m,n) = alpha op(A) op(B) + beta C, op(A) (m,k), op(B) (k,n); beta 0: C is overwritten
/// @{
/// Of floats.
cublasStatus_t cublasSgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const float* alpha, const float* a, int lda, const float* b, int ldb, const float* beta,
                           float* c, int ldc);
/// Of doubles.
cublasStatus_t cublasDgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const double* alpha, const double* a, int lda, const double* b, int ldb, const double* beta,
                           double* c, int ldc);
/// Of halves; sums in float, rounded once.
cublasStatus_t cublasHgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const __half* alpha, const __half* a, int lda, const __half* b, int ldb, const __half* beta,
                           __half* c, int ldc);
/// `count` products; matrices are `stride` elements apart, 0: all use the first.
cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                         int n, int k, const float* alpha, const float* a, int lda,
                                         long long int stride_a, const float* b, int ldb, long long int stride_b,
                                         const float* beta, float* c, int ldc, long long int stride_c, int count);
/// The same of doubles.
cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                         int n, int k, const double* alpha, const double* a, int lda,
                                         long long int stride_a, const double* b, int ldb, long long int stride_b,
                                         const double* beta, double* c, int ldc, long long int stride_c, int count);
/// Of half, bfloat16, float or double; A and B of one type, C of that or float; sums in float (double), rounded once.
/// `alpha` and `beta` are of the compute type.
cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                            const void* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                            cudaDataType b_type, int ldb, const void* beta, void* c, cudaDataType c_type, int ldc,
                            cublasComputeType_t compute, cublasGemmAlgo_t algorithm);
/// `count` of them.
cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                          int n, int k, const void* alpha, const void* a, cudaDataType a_type, int lda,
                                          long long int stride_a, const void* b, cudaDataType b_type, int ldb,
                                          long long int stride_b, const void* beta, void* c, cudaDataType c_type,
                                          int ldc, long long int stride_c, int count, cublasComputeType_t compute,
                                          cublasGemmAlgo_t algorithm);
/// @}

/// @name Vectors: element i is at [i * inc]
/// @{
/// y = alpha op(A) x + beta y, A (m,n).
cublasStatus_t cublasSgemv(cublasHandle_t handle, cublasOperation_t ta, int m, int n, const float* alpha,
                           const float* a, int lda, const float* x, int incx, const float* beta, float* y, int incy);
/// The same of doubles.
cublasStatus_t cublasDgemv(cublasHandle_t handle, cublasOperation_t ta, int m, int n, const double* alpha,
                           const double* a, int lda, const double* x, int incx, const double* beta, double* y,
                           int incy);
/// y += alpha x
cublasStatus_t cublasSaxpy(cublasHandle_t handle, int n, const float* alpha, const float* x, int incx, float* y,
                           int incy);
/// y += alpha x
cublasStatus_t cublasDaxpy(cublasHandle_t handle, int n, const double* alpha, const double* x, int incx, double* y,
                           int incy);
/// *result = x . y; the host waits for it if it lies there.
cublasStatus_t cublasSdot(cublasHandle_t handle, int n, const float* x, int incx, const float* y, int incy,
                          float* result);
/// *result = x . y
cublasStatus_t cublasDdot(cublasHandle_t handle, int n, const double* x, int incx, const double* y, int incy,
                          double* result);
/// *result = the root of x . x
cublasStatus_t cublasSnrm2(cublasHandle_t handle, int n, const float* x, int incx, float* result);
/// *result = the root of x . x
cublasStatus_t cublasDnrm2(cublasHandle_t handle, int n, const double* x, int incx, double* result);
/// x *= alpha
cublasStatus_t cublasSscal(cublasHandle_t handle, int n, const float* alpha, float* x, int incx);
/// x *= alpha
cublasStatus_t cublasDscal(cublasHandle_t handle, int n, const double* alpha, double* x, int incx);
/// @}

/// @name Copies between host and device
/// @{
/// A column-major matrix to the device.
cublasStatus_t cublasSetMatrix(int rows, int columns, int element_bytes, const void* a, int lda, void* b, int ldb);
/// And back.
cublasStatus_t cublasGetMatrix(int rows, int columns, int element_bytes, const void* a, int lda, void* b, int ldb);
/// A vector to the device.
cublasStatus_t cublasSetVector(int n, int element_bytes, const void* x, int incx, void* y, int incy);
/// And back.
cublasStatus_t cublasGetVector(int n, int element_bytes, const void* x, int incx, void* y, int incy);
/// @}
}
