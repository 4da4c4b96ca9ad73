/// @file
/// What all products of matrices of cuBLAS come down to.
#pragma once
#include "framework/simt/cublas.h"

namespace llmsys::simt {

/// One call: the arguments of cublasGemmStridedBatchedEx(), in its order.
struct Gemm {
  const char* who;  ///< "cublasSgemm"
  cublasOperation_t ta, tb;
  int m, n, k;
  const void* alpha;
  const void* a;
  cudaDataType a_type;
  int lda;
  long long stride_a;
  const void* b;
  cudaDataType b_type;
  int ldb;
  long long stride_b;
  const void* beta;
  void* c;
  cudaDataType c_type;
  int ldc;
  long long stride_c;
  int count;
  cublasComputeType_t compute;
};
/// Checks it and puts it into the handle's stream.
cublasStatus_t gemm(cublasHandle_t handle, const Gemm& call);

}  // namespace llmsys::simt
