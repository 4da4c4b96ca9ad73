// Kernels whose results depend on the order of threads, or do not: order_test.cpp runs them.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

__global__ void tickets_kernel(int* y, int* next) {
  y[atomicAdd(next, 1)] = int(blockIdx.x * blockDim.x + threadIdx.x);
}

__global__ void float_sum_kernel(float* total) {
  atomicAdd(total, 1.0f / float(1 + blockIdx.x * blockDim.x + threadIdx.x));
}

__global__ void squares_kernel(float* y) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = float(i) * float(i);
}

}  // namespace

void launch_tickets(int* y, int* next) { launch<tickets_kernel>({.grid = 2, .block = 64}, y, next); }
void launch_float_sum(float* total) { launch<float_sum_kernel>({.grid = 8, .block = 64}, total); }
void launch_squares(float* y) { launch<squares_kernel>({.grid = 2, .block = 64}, y); }

}  // namespace llmsys::simt::corpus
