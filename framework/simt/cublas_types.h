/// @file
/// Handles and enumerations of cuBLAS: NVIDIA's names and numbers, as of CUDA 13.
#pragma once

struct cublasContext;
/// What every call needs: a stream and modes.
using cublasHandle_t = cublasContext*;

/// A result.
enum cublasStatus_t {
  CUBLAS_STATUS_SUCCESS = 0,            ///< nothing went wrong
  CUBLAS_STATUS_NOT_INITIALIZED = 1,    ///< no such handle
  CUBLAS_STATUS_ALLOC_FAILED = 3,       ///< out of memory
  CUBLAS_STATUS_INVALID_VALUE = 7,      ///< an argument is wrong
  CUBLAS_STATUS_ARCH_MISMATCH = 8,      ///< never returned here
  CUBLAS_STATUS_MAPPING_ERROR = 11,     ///< a copy failed
  CUBLAS_STATUS_EXECUTION_FAILED = 13,  ///< the device is in an error state
  CUBLAS_STATUS_INTERNAL_ERROR = 14,    ///< never returned here
  CUBLAS_STATUS_NOT_SUPPORTED = 15      ///< types that are not emulated
};

/// How a matrix is read.
enum cublasOperation_t {
  CUBLAS_OP_N = 0,  ///< as stored
  CUBLAS_OP_T = 1,  ///< transposed
  CUBLAS_OP_C = 2   ///< of real numbers the same
};

/// Where alpha, beta and results of dot products lie.
enum cublasPointerMode_t {
  CUBLAS_POINTER_MODE_HOST = 0,   ///< on the host
  CUBLAS_POINTER_MODE_DEVICE = 1  ///< on the device
};

/// Which shortcuts are allowed; the emulator takes none.
enum cublasMath_t {
  CUBLAS_DEFAULT_MATH = 0,        ///< as the type says
  CUBLAS_TENSOR_OP_MATH = 1,      ///< halves in tensor cores
  CUBLAS_PEDANTIC_MATH = 2,       ///< none
  CUBLAS_TF32_TENSOR_OP_MATH = 3  ///< TF32 in tensor cores
};

/// Which algorithm; all are one here.
enum cublasGemmAlgo_t {
  CUBLAS_GEMM_DEFAULT = -1,           ///< any
  CUBLAS_GEMM_DEFAULT_TENSOR_OP = 99  ///< any
};

/// In which type sums are kept, and alpha and beta given. The emulator sums halves in float.
enum cublasComputeType_t {
  CUBLAS_COMPUTE_16F = 64,            ///< half
  CUBLAS_COMPUTE_16F_PEDANTIC = 65,   ///< half
  CUBLAS_COMPUTE_32F = 68,            ///< float
  CUBLAS_COMPUTE_32F_PEDANTIC = 69,   ///< float
  CUBLAS_COMPUTE_32F_FAST_16F = 74,   ///< float
  CUBLAS_COMPUTE_32F_FAST_16BF = 75,  ///< float
  CUBLAS_COMPUTE_32F_FAST_TF32 = 77,  ///< float
  CUBLAS_COMPUTE_64F = 70,            ///< double
  CUBLAS_COMPUTE_64F_PEDANTIC = 71    ///< double
};

/// An element type.
enum cudaDataType_t {
  CUDA_R_32F = 0,   ///< float
  CUDA_R_64F = 1,   ///< double
  CUDA_R_16F = 2,   ///< half
  CUDA_R_16BF = 14  ///< bfloat16
};
/// The same, as signatures call it.
using cudaDataType = cudaDataType_t;
