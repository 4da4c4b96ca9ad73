// Compiled as kernel files are for tracing.
#include "framework/simt/traced_types_kernels.h"

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"

namespace llmsys::simt {
namespace {

namespace wmma = nvcuda::wmma;
using FragmentA = wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major>;
using FragmentB = wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major>;
using FragmentC = wmma::fragment<wmma::accumulator, 16, 16, 16, float>;

__global__ void product_kernel(float* c, const half* a, const half* b, unsigned ldm) {
  FragmentA fa;
  FragmentB fb;
  FragmentC fc;
  wmma::fill_fragment(fc, 0.0F);
  wmma::load_matrix_sync(fa, a, ldm);
  wmma::load_matrix_sync(fb, b, ldm);
  wmma::mma_sync(fc, fa, fb, fc);
  wmma::store_matrix_sync(c, fc, 16, wmma::mem_row_major);
}

template <int kLdm>
__global__ void shared_load_kernel(half* held, const half* a) {
  __shared__ half tile[16 * kLdm];
  for (int i = static_cast<int>(threadIdx.x); i < 256; i += 32) tile[i / 16 * kLdm + i % 16] = a[i];
  __syncwarp();
  FragmentA f;
  wmma::load_matrix_sync(f, tile, kLdm);
  held[threadIdx.x] = f.x[0];
}

__global__ void store_columns_kernel(float* c) {
  FragmentC f;
  wmma::fill_fragment(f, 1.0F);
  wmma::store_matrix_sync(c, f, 16, wmma::mem_col_major);
}

__global__ void atomics_kernel(float* sum, half2* pairs, unsigned* flag) {
  atomicAdd(sum, 1.0F);
  atomicAdd(&pairs[threadIdx.x], half2(1, 2));
  atomicCAS_block(flag, threadIdx.x, threadIdx.x + 1);
}

template <bool kWait>
__global__ void async_copy_kernel(float4* to, const float4* from) {
  __shared__ float4 tile[64];
  const unsigned i = threadIdx.x;
  __pipeline_memcpy_async(&tile[i], &from[i], 16);
  __pipeline_commit();
  if (kWait) __pipeline_wait_prior(0);
  __syncthreads();
  to[i] = tile[63 - i];
}

}  // namespace

void launch_product(float* c, const half* a, const half* b, unsigned ldm) {
  launch<product_kernel>({.block = 32}, c, a, b, ldm);
}

void launch_shared_load(half* held, const half* a, int ldm) {
  if (ldm == 16) launch<shared_load_kernel<16>>({.block = 32}, held, a);
  if (ldm == 24) launch<shared_load_kernel<24>>({.block = 32}, held, a);
  if (ldm == 64) launch<shared_load_kernel<64>>({.block = 32}, held, a);
}

void launch_store_columns(float* c) { launch<store_columns_kernel>({.block = 32}, c); }

void launch_atomics(float* sum, half2* pairs, unsigned* flag, int threads) {
  launch<atomics_kernel>({.block = static_cast<unsigned>(threads)}, sum, pairs, flag);
}

void launch_async_copy(float4* to, const float4* from, bool wait) {
  if (wait) return launch<async_copy_kernel<true>>({.block = 64}, to, from);
  launch<async_copy_kernel<false>>({.block = 64}, to, from);
}

}  // namespace llmsys::simt
