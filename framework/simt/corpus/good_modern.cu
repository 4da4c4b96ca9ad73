// Cooperative groups, copies that go on in the background, tensor cores.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

namespace cg = cooperative_groups;

// Tiles of 16 threads reduce by shuffles and trade through shared memory.
__global__ void tiles_kernel(float* sums, const float* x) {
  __shared__ float s[64];
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  const unsigned t = threadIdx.x;
  s[t] = x[t];
  tile.sync();
  float value = s[t ^ 15u];
  for (unsigned step = tile.size() / 2; step > 0; step /= 2) value += tile.shfl_down(value, step);
  if (tile.thread_rank() == 0) sums[t / 16] = value;
}

// Lanes that are in the branch form a group.
__global__ void coalesced_kernel(int* count, const int* x) {
  if (x[threadIdx.x] % 2 == 1) {
    const cg::coalesced_group group = cg::coalesced_threads();
    const int all = cg::reduce(group, 1, cg::plus<int>());
    if (group.thread_rank() == 0) atomicAdd(count, all);
  }
}

// Two phases of one launch: all blocks write, then read what others wrote, in both directions.
__global__ void grid_sync_kernel(int* y, int* x) {
  const cg::grid_group grid = cg::this_grid();
  const int n = int(gridDim.x * blockDim.x), i = int(blockIdx.x * blockDim.x + threadIdx.x);
  for (int round = 0; round < 3; ++round) {
    x[i] = i + round;
    grid.sync();
    y[i] = x[n - 1 - i];
    grid.sync();
  }
}

// Copies of the next tile go on while this one is used: two stages, one group each.
__global__ void pipeline_kernel(float* y, const float* x, int tiles) {
  __shared__ float s[2][64];
  const int t = int(threadIdx.x);
  float sum = 0;
  __pipeline_memcpy_async(&s[0][t], &x[t], sizeof(float));
  __pipeline_commit();
  for (int tile = 0; tile < tiles; ++tile) {
    if (tile + 1 < tiles) __pipeline_memcpy_async(&s[(tile + 1) % 2][t], &x[(tile + 1) * 64 + t], sizeof(float));
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    for (int k = 0; k < 64; ++k) sum += s[tile % 2][k];
    __syncthreads();
  }
  y[t] = sum;
}

// A block copies together.
__global__ void group_copy_kernel(float* y, const float* x) {
  __shared__ float s[256];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, s, x, sizeof s);
  cg::wait(block);
  for (int i = int(threadIdx.x); i < 256; i += int(blockDim.x)) y[i] = s[255 - i];
}

// One warp multiplies 16 x 16 matrices, through shared memory.
__global__ void tensor_core_kernel(float* c, const __half* a, const __half* b) {
  __shared__ __half as[256], bs[256];
  for (int i = int(threadIdx.x); i < 256; i += 32) as[i] = a[i], bs[i] = b[i];
  __syncwarp();
  nvcuda::wmma::fragment<nvcuda::wmma::matrix_a, 16, 16, 16, __half, nvcuda::wmma::row_major> fa;
  nvcuda::wmma::fragment<nvcuda::wmma::matrix_b, 16, 16, 16, __half, nvcuda::wmma::row_major> fb;
  nvcuda::wmma::fragment<nvcuda::wmma::accumulator, 16, 16, 16, float> fc;
  nvcuda::wmma::fill_fragment(fc, 0.0f);
  nvcuda::wmma::load_matrix_sync(fa, as, 16);
  nvcuda::wmma::load_matrix_sync(fb, bs, 16);
  nvcuda::wmma::mma_sync(fc, fa, fb, fc);
  nvcuda::wmma::store_matrix_sync(c, fc, 16, nvcuda::wmma::mem_row_major);
}

void tiles() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> sums(4);
  launch<tiles_kernel>({.grid = 1, .block = 64}, sums, x);
  static_cast<void>(sums.read());
}

void coalesced() {
  const auto x = Buffer<int>::filled(64), count = Buffer<int>::zeros(1);
  launch<coalesced_kernel>({.grid = 1, .block = 64}, count, x);
  static_cast<void>(count.read());
}

void grid_sync() {
  const Buffer<int> x(256), y(256);
  launch<grid_sync_kernel>({.grid = 4, .block = 64, .cooperative = true}, y, x);
  static_cast<void>(y.read());
}

void pipeline() {
  const auto x = Buffer<float>::filled(4 * 64);
  const Buffer<float> y(64);
  launch<pipeline_kernel>({.grid = 1, .block = 64}, y, x, 4);
  static_cast<void>(y.read());
}

void group_copy() {
  const auto x = Buffer<float>::filled(256);
  const Buffer<float> y(256);
  launch<group_copy_kernel>({.grid = 1, .block = 64}, y, x);
  static_cast<void>(y.read());
}

void tensor_core() {
  const auto a = Buffer<__half>::filled(256), b = Buffer<__half>::filled(256);
  const Buffer<float> c(256);
  launch<tensor_core_kernel>({.grid = 1, .block = 32}, c, a, b);
  static_cast<void>(c.read());
}

}  // namespace

Chapter good_modern() {
  return {"framework/simt/corpus/good_modern.cu",
          {{"tiles of 16", tiles},
           {"group of a branch", coalesced},
           {"grid.sync()", grid_sync},
           {"copies in two stages", pipeline},
           {"copy by the block", group_copy},
           {"tensor cores", tensor_core}}};
}

}  // namespace llmsys::simt::corpus
