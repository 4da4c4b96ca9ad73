// Tries: has cuBLAS do what is to be written by hand
// Held by: the object policy
// Policy: refuses
// Place: whole
// Task: 0.7:sectors

#include "labs/00_warm_up/saxpy.h"

#include "framework/device/kernel.h"

#include <cublas_v2.h>
namespace llmsys::lab00 {
namespace {}  // namespace
void saxpy(float* y, const float* x, float a, int64_t n, Stream stream) {
  cublasHandle_t handle;
  cublasCreate(&handle);
  cublasSetStream(handle, stream);
  cublasSaxpy(handle, static_cast<int>(n), &a, x, 1, y, 1);
  cublasDestroy(handle);
}
void saxpy_chunked(float*, const float*, float, int64_t, Stream) {}
}  // namespace llmsys::lab00
