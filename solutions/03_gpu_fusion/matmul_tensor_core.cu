// Lab 03, task 3.2: products of 16 x 16 fragments, a warp at a time.
//
// A tensor core multiplies two 16 x 16 matrices with one instruction of a whole warp: 4096 FMAs. Fragments are spread over
// the registers of the 32 lanes; load_matrix_sync and store_matrix_sync know how.
#include "labs/03_gpu_fusion/matmul_tensor_core.h"

#include "framework/device/kernel.h"

namespace llmsys::lab03 {
namespace {

namespace wmma = nvcuda::wmma;

constexpr int kWarps = 4, kWarpTile = kBlockTile / 2, kPerWarp = kWarpTile / kFragment;
constexpr int kPitch = kFragment + 8, kWidePitch = kBlockTile + 8;  // 16 bytes more a row: other banks, still aligned

// What tiles and fragments hold: the elements as they are; but the tensor cores of sm_75 know no bf16, which becomes half there:
// as fast, more digits, a smaller range (65504).
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ < 800
template <class Element>
using Operand = __half;
#else
template <class Element>
using Operand = Element;
#endif

template <class T, class Element>
__device__ T as(Element x) {
  if constexpr (std::is_same_v<T, Element>)
    return x;
  else
    return static_cast<T>(static_cast<float>(x));
}

// The block's tiles, filled with zeros outside the matrices, so that fragments never are.
template <class T, class Element>
__device__ void load_tiles(T (*a_tile)[kPitch], T (*b_tile)[kWidePitch], const Element* a, const Element* b, int M,
                           int N, int K, int k0) {
  const T zero = static_cast<T>(0.0f);
  for (int i = threadIdx.x; i < kBlockTile * kFragment; i += kWarps * 32) {
    const int m = i / kFragment, k = i % kFragment, row = blockIdx.y * kBlockTile + m;
    a_tile[m][k] = row < M && k0 + k < K ? as<T>(a[size_t(row) * K + k0 + k]) : zero;
  }
  for (int i = threadIdx.x; i < kFragment * kBlockTile; i += kWarps * 32) {
    const int k = i / kBlockTile, n = i % kBlockTile, column = blockIdx.x * kBlockTile + n;
    b_tile[k][n] = k0 + k < K && column < N ? as<T>(b[size_t(k0 + k) * N + column]) : zero;
  }
}

// One block of 4 warps per 64 x 64 tile of C; warp w computes the quarter (w / 2, w % 2).
template <class Element>
__global__ void matmul_tensor_core_kernel(float* c /*(M,N)*/, const Element* a /*(M,K)*/, const Element* b /*(K,N)*/,
                                          int M, int N, int K) {
  using T = Operand<Element>;
  __shared__ __align__(32) T a_tile[kBlockTile][kPitch];
  __shared__ __align__(32) T b_tile[kFragment][kWidePitch];
  __shared__ __align__(32) float c_tile[kBlockTile][kWidePitch];
  const int warp = threadIdx.x / 32, top = warp / 2 * kWarpTile, left = warp % 2 * kWarpTile;
  // About 19 lines. Clear kPerWarp x kPerWarp sums (fill_fragment). For each kFragment of K: load_tiles, a barrier, 2 + 2
  // fragments (load_matrix_sync), 4 mma_sync, a barrier. At the end store_matrix_sync to c_tile, and a barrier.
  // BEGIN SOLUTION task 3.2 device matmul_tensor_core_kernel
  wmma::fragment<wmma::accumulator, kFragment, kFragment, kFragment, float> sum[kPerWarp][kPerWarp];
  for (int i = 0; i < kPerWarp; ++i)
    for (int j = 0; j < kPerWarp; ++j) wmma::fill_fragment(sum[i][j], 0.0f);
  for (int k0 = 0; k0 < K; k0 += kFragment) {
    load_tiles(a_tile, b_tile, a, b, M, N, K, k0);
    __syncthreads();
    wmma::fragment<wmma::matrix_a, kFragment, kFragment, kFragment, T, wmma::row_major> rows[kPerWarp];
    wmma::fragment<wmma::matrix_b, kFragment, kFragment, kFragment, T, wmma::row_major> columns[kPerWarp];
    for (int i = 0; i < kPerWarp; ++i) {
      wmma::load_matrix_sync(rows[i], &a_tile[top + i * kFragment][0], kPitch);
      wmma::load_matrix_sync(columns[i], &b_tile[0][left + i * kFragment], kWidePitch);
    }
    for (int i = 0; i < kPerWarp; ++i)
      for (int j = 0; j < kPerWarp; ++j) wmma::mma_sync(sum[i][j], rows[i], columns[j], sum[i][j]);
    __syncthreads();  // before the next tiles overwrite these
  }
  for (int i = 0; i < kPerWarp; ++i)
    for (int j = 0; j < kPerWarp; ++j)
      wmma::store_matrix_sync(&c_tile[top + i * kFragment][left + j * kFragment], sum[i][j], kWidePitch,
                              wmma::mem_row_major);
  __syncthreads();
  // END SOLUTION
  for (int i = threadIdx.x; i < kBlockTile * kBlockTile; i += kWarps * 32) {
    const int row = blockIdx.y * kBlockTile + i / kBlockTile, column = blockIdx.x * kBlockTile + i % kBlockTile;
    if (row < M && column < N) c[size_t(row) * N + column] = c_tile[i / kBlockTile][i % kBlockTile];
  }
}

}  // namespace

template <class T>
void matmul_tensor_core(float* c, const T* a, const T* b, int M, int N, int K, Stream stream) {
  if (M == 0 || N == 0) return;  // a grid of 0 blocks is a launch error
  const LaunchConfig config{
      .grid = {ceil_div(N, kBlockTile), ceil_div(M, kBlockTile)}, .block = kWarps * 32, .stream = stream};
  launch<matmul_tensor_core_kernel<T>>(config, c, a, b, M, N, K);
}

template void matmul_tensor_core(float*, const __half*, const __half*, int, int, int, Stream);
template void matmul_tensor_core(float*, const bf16*, const bf16*, int, int, int, Stream);

}  // namespace llmsys::lab03
