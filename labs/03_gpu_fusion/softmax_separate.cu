// Lab 03, given: softmax in five kernels, as a framework runs it that has no softmax of its own.
//
// Nothing stays on the multiprocessor from one kernel to the next: what one has written the next one reads again.
#include "labs/03_gpu_fusion/softmax_separate.h"

#include "labs/03_gpu_fusion/block_reduce.cuh"

namespace llmsys::lab03 {
namespace {

// Reads N. One block per row, as for all five.
template <class Combine>
__global__ void combine_rows_kernel(float* of_rows /*(rows)*/, const float* x /*(rows, columns)*/, int columns) {
  __shared__ BlockScratch scratch;
  x += size_t(blockIdx.x) * columns;
  float value = Combine::kStart;
  for (int i = threadIdx.x; i < columns; i += kRowThreads) value = Combine()(value, x[i]);
  value = block_combine<Combine>(value, scratch);
  if (threadIdx.x == 0) of_rows[blockIdx.x] = value;
}

// Reads N, writes N.
__global__ void subtract_kernel(float* y, const float* x, const float* of_rows, int columns) {
  const size_t first = size_t(blockIdx.x) * columns;
  const float largest = of_rows[blockIdx.x];
  for (int i = threadIdx.x; i < columns; i += kRowThreads) y[first + i] = x[first + i] - largest;
}

// Reads N, writes N.
__global__ void exp_kernel(float* y, int columns) {
  const size_t first = size_t(blockIdx.x) * columns;
  for (int i = threadIdx.x; i < columns; i += kRowThreads) y[first + i] = expf(y[first + i]);
}

// Reads N, writes N.
__global__ void divide_kernel(float* y, const float* of_rows, int columns) {
  const size_t first = size_t(blockIdx.x) * columns;
  const float sum = of_rows[blockIdx.x];
  for (int i = threadIdx.x; i < columns; i += kRowThreads) y[first + i] /= sum;
}

}  // namespace

void softmax_separate(float* y, float* of_rows, const float* x, int rows, int columns, Stream stream) {
  if (rows == 0 || columns == 0) return;  // a grid of 0 blocks is a launch error
  const LaunchConfig config{.grid = static_cast<unsigned>(rows), .block = kRowThreads, .stream = stream};
  launch<combine_rows_kernel<Larger>>(config, of_rows, x, columns);
  launch<subtract_kernel>(config, y, x, of_rows, columns);
  launch<exp_kernel>(config, y, columns);
  launch<combine_rows_kernel<Plus>>(config, of_rows, y, columns);
  launch<divide_kernel>(config, y, of_rows, columns);
}

}  // namespace llmsys::lab03
