/// @file
/// cuBLAS: CUDA's own where nvcc compiles, the emulator's elsewhere.
#pragma once
#ifdef __CUDACC__
#include <cublas_v2.h>
#else
#include "framework/simt/cublas.h"
#endif

namespace llmsys::detail {

/// Returns if `code` is CUBLAS_STATUS_SUCCESS.
/// @throws DeviceError "[cublasSgemmStridedBatched] cublas said: CUBLAS_STATUS_INVALID_VALUE", and the emulator's report
void check_cublas(cublasStatus_t code, const char* who);

}  // namespace llmsys::detail
