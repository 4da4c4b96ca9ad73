// Tries: computes on the host, where nothing is counted
// Held by: the judge: a counter needs a kernel
// Policy: lets pass
// Place: whole
// Task: 0.7:sectors

#include "labs/00_warm_up/saxpy.h"

#include "framework/device/kernel.h"

namespace llmsys::lab00 {
namespace {}  // namespace
void saxpy(float* y, const float* x, float a, int64_t n, Stream stream) {
  stream.synchronize();
  for (int64_t i = 0; i < n; ++i) y[i] = a * x[i] + y[i];
}
void saxpy_chunked(float*, const float*, float, int64_t, Stream) {}
}  // namespace llmsys::lab00
