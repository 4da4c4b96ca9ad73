// Groups, background copies and tensor cores without their waits.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

namespace cg = cooperative_groups;

// Nobody waits for the copy.
__global__ void no_wait_kernel(float* y, const float* x) {
  __shared__ float s[64];
  const int t = int(threadIdx.x);
  __pipeline_memcpy_async(&s[t], &x[t], sizeof(float));
  __pipeline_commit();
  __syncthreads();
  y[t] = s[63 - t];  // FINDS uninitialized_shared
}

// Waits for all groups but one, and that is the one it needs.
__global__ void wait_for_older_kernel(float* y, const float* x) {
  __shared__ float s[64];
  const int t = int(threadIdx.x);
  __pipeline_memcpy_async(&s[t], &x[t], sizeof(float));
  __pipeline_commit();
  __pipeline_wait_prior(1);
  __syncthreads();
  y[t] = s[63 - t];  // FINDS uninitialized_shared
}

// Waits for its own copies, but not for the other threads'.
__global__ void no_barrier_after_wait_kernel(float* y, const float* x) {
  __shared__ float s[32];
  const int t = int(threadIdx.x);
  __pipeline_memcpy_async(&s[t], &x[t], sizeof(float));
  __pipeline_commit();
  __pipeline_wait_prior(0);
  y[t] = s[31 - t];  // FINDS race_shared
}

// The tile meets, but the data are another tile's.
__global__ void other_tile_kernel(float* y, const float* x) {
  __shared__ float s[32];
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  const unsigned t = threadIdx.x;
  s[t] = x[t];
  tile.sync();
  y[t] = s[31 - t];  // FINDS race_shared
}

// A barrier of the block for one of the grid.
__global__ void block_for_grid_kernel(int* y, int* x) {
  const int n = int(gridDim.x * blockDim.x), i = int(blockIdx.x * blockDim.x + threadIdx.x);
  x[i] = i;
  cg::this_grid().sync();
  y[i] = x[n - 1 - i];  // FINDS race_global
  cg::this_thread_block().sync();
  x[i] = 2 * i;  // FINDS race_global
}

// The result of the tensor core goes to shared memory, and other warps read it at once.
__global__ void tensor_core_kernel(float* y, const __half* a, const __half* b) {
  __shared__ float c[256];
  const int t = int(threadIdx.x);
  if (t < 32) {
    nvcuda::wmma::fragment<nvcuda::wmma::matrix_a, 16, 16, 16, __half, nvcuda::wmma::row_major> fa;
    nvcuda::wmma::fragment<nvcuda::wmma::matrix_b, 16, 16, 16, __half, nvcuda::wmma::row_major> fb;
    nvcuda::wmma::fragment<nvcuda::wmma::accumulator, 16, 16, 16, float> fc;
    nvcuda::wmma::fill_fragment(fc, 0.0f);
    nvcuda::wmma::load_matrix_sync(fa, a, 16);
    nvcuda::wmma::load_matrix_sync(fb, b, 16);
    nvcuda::wmma::mma_sync(fc, fa, fb, fc);
    nvcuda::wmma::store_matrix_sync(c, fc, 16, nvcuda::wmma::mem_row_major);
  }
  for (int i = t; i < 256; i += 64) y[i] = c[i];  // FINDS race_shared
}

template <auto Kernel>
void on_floats() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(64);
  launch<Kernel>({.grid = 1, .block = 32}, y, x);
}

template <auto Kernel>
void on_64_floats() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(64);
  launch<Kernel>({.grid = 1, .block = 64}, y, x);
}

void block_for_grid() {
  const Buffer<int> x(256), y(256);
  launch<block_for_grid_kernel>({.grid = 4, .block = 64, .cooperative = true}, y, x);
}

void tensor_core() {
  const auto a = Buffer<__half>::filled(256), b = Buffer<__half>::filled(256);
  const Buffer<float> y(256);
  launch<tensor_core_kernel>({.grid = 1, .block = 64}, y, a, b);
}

}  // namespace

Chapter broken_modern() {
  return {"framework/simt/corpus/broken_modern.cu",
          {{"copy without a wait", on_64_floats<no_wait_kernel>},
           {"wait for older copies", on_64_floats<wait_for_older_kernel>},
           {"wait without a barrier", on_floats<no_barrier_after_wait_kernel>},
           {"another tile's data", on_floats<other_tile_kernel>},
           {"block barrier for the grid", block_for_grid},
           {"tensor core's result at once", tensor_core}}};
}

}  // namespace llmsys::simt::corpus
