// Lab 03's handout: what a fragment costs whose rows lie this far apart.
#include "autograder/03_gpu_fusion/load_fragment.h"

#include "framework/device/kernel.h"

namespace llmsys::lab03 {
namespace {

namespace wmma = nvcuda::wmma;

constexpr int kSide = 16, kLargest = 72;

// One warp. y is the tile times itself, so that the fragments are wanted.
__global__ void load_fragment_kernel(float* y /*(16,16)*/, int pitch) {
  __shared__ __align__(32) __half tile[kSide * kLargest];
  for (int i = threadIdx.x; i < kSide * kLargest; i += 32) tile[i] = static_cast<__half>(1.0f);
  __syncthreads();
  wmma::fragment<wmma::matrix_a, kSide, kSide, kSide, __half, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, kSide, kSide, kSide, __half, wmma::row_major> b;
  wmma::fragment<wmma::accumulator, kSide, kSide, kSide, float> sum;
  wmma::fill_fragment(sum, 0.0f);
  wmma::load_matrix_sync(a, tile, pitch);
  wmma::load_matrix_sync(b, tile, pitch);
  wmma::mma_sync(sum, a, b, sum);
  wmma::store_matrix_sync(y, sum, kSide, wmma::mem_row_major);
}

}  // namespace

void load_fragment(float* y, int pitch, Stream stream) {
  launch<load_fragment_kernel>({.grid = 1, .block = 32, .stream = stream}, y, pitch);
}

}  // namespace llmsys::lab03
