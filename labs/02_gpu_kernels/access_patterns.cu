// Lab 02, given: strided loads from global memory, and columns of a tile in shared memory. One warp each.
#include "labs/02_gpu_kernels/access_patterns.h"

#include "framework/device/kernel.h"

namespace llmsys::lab02 {
namespace {

constexpr int kWarp = 32;

// One warp. grid (1), block (32), no shared memory.
__global__ void load_strided_kernel(float* y /*(32)*/, const float* x, int stride) {
  const int lane = static_cast<int>(threadIdx.x);
  y[lane] = x[size_t(lane) * stride];
}

// One warp. grid (1), block (32), dynamic shared memory of 32 * width floats.
__global__ void load_column_kernel(float* y /*(32)*/, int width) {
  auto* tile = dynamic_shared<float>();  // (32,width)
  const int lane = static_cast<int>(threadIdx.x);
  tile[lane * width] = static_cast<float>(lane);
  __syncthreads();
  y[kWarp - 1 - lane] = tile[(kWarp - 1 - lane) * width];
}

}  // namespace

void load_strided(float* y, const float* x, int stride, Stream stream) {
  launch<load_strided_kernel>({.block = kWarp, .stream = stream}, y, x, stride);
}

void load_column(float* y, int width, Stream stream) {
  const size_t bytes = size_t(kWarp) * width * sizeof(float);
  launch<load_column_kernel>({.block = kWarp, .shared_bytes = bytes, .stream = stream}, y, width);
}

}  // namespace llmsys::lab02
