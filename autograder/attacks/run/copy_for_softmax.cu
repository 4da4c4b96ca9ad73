// Tries: copies where it should compute: that costs as little as the best
// Held by: the judge: what is counted has to be right
// Policy: lets pass
// Place: whole
// Lab: 03_gpu_fusion
// Task: 3.3:traffic

#include "framework/device/kernel.h"
#include "labs/03_gpu_fusion/softmax.h"

namespace llmsys::lab03 {
namespace {
template <class T>
__global__ void copy_kernel(T* y, const T* x, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = x[i];
}
}  // namespace
template <class T>
void softmax_forward(T* y, const T* x, int rows, int columns, Stream stream) {
  const int n = rows * columns;
  launch<copy_kernel<T>>({.grid = ceil_div(n, 256), .block = 256, .stream = stream}, y, x, n);
}
template <class T>
void softmax_backward(T*, const T*, const T*, int, int, Stream) {}
template void softmax_forward(float*, const float*, int, int, Stream);
template void softmax_forward(bf16*, const bf16*, int, int, Stream);
template void softmax_backward(float*, const float*, const float*, int, int, Stream);
template void softmax_backward(bf16*, const bf16*, const bf16*, int, int, Stream);
}  // namespace llmsys::lab03
