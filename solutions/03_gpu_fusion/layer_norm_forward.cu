// Lab 03, task 3.4: layer normalisation, a row a block.
//
// Two passes over the row, for the mean and for the mean of (x - mean)^2: E[x^2] - mean^2 in one pass loses all digits where
// the mean is large. The row stays in registers between the passes, so x is read from memory once.
#include "labs/03_gpu_fusion/layer_norm.h"

#include "labs/03_gpu_fusion/block_reduce.cuh"

namespace llmsys::lab03 {
namespace {

constexpr int kKept = 8;  // elements of a row that a thread keeps: rows of up to 2048 columns are read once

// One block per row, kRowThreads threads stride over its columns: for_columns().
template <class T>
__global__ void layer_norm_forward_kernel(T* y /*(rows, columns)*/, float* mean /*(rows)*/, float* rstd /*(rows)*/,
                                          const T* x, const T* w /*(columns)*/, const T* b, float eps, int columns) {
  __shared__ BlockScratch scratch;
  const int row = blockIdx.x;
  x += size_t(row) * columns;
  y += size_t(row) * columns;
  // About 18 lines: three walks with for_columns, for the mean, the variance and y. Read x in the first, keep it in registers.
  // BEGIN SOLUTION task 3.4 device layer_norm_forward_kernel
  float kept[kKept] = {};
  const auto value = [&](int i, int step) { return step < kKept ? kept[step] : static_cast<float>(x[i]); };
  float sum = 0;
  for_columns<kKept>(columns, [&](int i, int step) {
    const float loaded = static_cast<float>(x[i]);
    if (step < kKept) kept[step] = loaded;
    sum += loaded;
  });
  const float center = block_combine<Plus>(sum, scratch) / columns;
  float squares = 0;
  for_columns<kKept>(columns, [&](int i, int step) {
    const float distance = value(i, step) - center;
    squares += distance * distance;
  });
  const float scale = rsqrtf(block_combine<Plus>(squares, scratch) / columns + eps);
  for_columns<kKept>(columns, [&](int i, int step) {
    y[i] = static_cast<T>((value(i, step) - center) * scale * static_cast<float>(w[i]) + static_cast<float>(b[i]));
  });
  if (threadIdx.x == 0) {
    mean[row] = center;
    rstd[row] = scale;
  }
  // END SOLUTION
}

}  // namespace

template <class T>
void layer_norm_forward(T* y, float* mean, float* rstd, const T* x, const T* w, const T* b, float eps, int rows,
                        int columns, Stream stream) {
  if (rows == 0 || columns == 0) return;  // a grid of 0 blocks is a launch error
  const LaunchConfig config{.grid = static_cast<unsigned>(rows), .block = kRowThreads, .stream = stream};
  launch<layer_norm_forward_kernel<T>>(config, y, mean, rstd, x, w, b, eps, columns);
}

template void layer_norm_forward(float*, float*, float*, const float*, const float*, const float*, float, int, int,
                                 Stream);
template void layer_norm_forward(bf16*, float*, float*, const bf16*, const bf16*, const bf16*, float, int, int, Stream);

}  // namespace llmsys::lab03
