// Tries: reads much that it does not need, so that what it moves is less for each byte that it touched
// Held by: the judge: knows how many bytes are needed
// Policy: lets pass
// Place: whole
// Lab: 03_gpu_fusion
// Task: 3.4:traffic

#include "framework/device/kernel.h"
#include "labs/03_gpu_fusion/layer_norm.h"

namespace llmsys::lab03 {
namespace {
// One thread a row: lanes are a row apart.
template <class T>
__global__ void slow_kernel(T* y, float* mean, float* rstd, const T* x, const T* w, const T* b, float eps, int rows,
                            int columns) {
  const int row = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (row >= rows) return;
  const T* const from = x + size_t(row) * columns;
  float sum = 0, squares = 0;
  for (int c = 0; c < columns; ++c) sum += static_cast<float>(from[c]);
  const float center = sum / columns;
  for (int c = 0; c < columns; ++c)
    squares += (static_cast<float>(from[c]) - center) * (static_cast<float>(from[c]) - center);
  const float scale = 1 / sqrtf(squares / columns + eps);
  for (int c = 0; c < columns; ++c)
    y[size_t(row) * columns + c] = static_cast<T>(
        (static_cast<float>(from[c]) - center) * scale * static_cast<float>(w[c]) + static_cast<float>(b[c]));
  mean[row] = center;
  rstd[row] = scale;
}
__global__ void fill_kernel(float* more) { more[blockIdx.x * blockDim.x + threadIdx.x] = 1; }
}  // namespace
template <class T>
void layer_norm_forward(T* y, float* mean, float* rstd, const T* x, const T* w, const T* b, float eps, int rows,
                        int columns, Stream stream) {
  if (rows == 0 || columns == 0) return;
  launch<slow_kernel<T>>({.grid = ceil_div(rows, 32), .block = 32, .stream = stream}, y, mean, rstd, x, w, b, eps, rows,
                         columns);
  float* more = nullptr;
  cudaMalloc(reinterpret_cast<void**>(&more), size_t{1} << 22);
  launch<fill_kernel>({.grid = 4096, .block = 256, .stream = stream}, more);
  stream.synchronize();
  cudaFree(more);
}
template void layer_norm_forward(float*, float*, float*, const float*, const float*, const float*, float, int, int,
                                 Stream);
template void layer_norm_forward(bf16*, float*, float*, const bf16*, const bf16*, const bf16*, float, int, int, Stream);
}  // namespace llmsys::lab03
