// A sum with cooperative groups: by shuffles, and by a tree in shared memory whose threads drift apart.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

namespace cg = cooperative_groups;

constexpr int kBlocks = 16, kThreads = 256;

// Sums of each warp, then of these. grid (any), block (Threads).
template <int Threads>
__global__ void reduce_blocks(float* partial, const float* x, int n) {
  __shared__ float of_warp[Threads / 32];
  const cg::thread_block block = cg::this_thread_block();
  const auto warp = cg::tiled_partition<32>(block);
  float sum = 0;
  for (int i = blockIdx.x * Threads + threadIdx.x; i < n; i += gridDim.x * Threads) sum += x[i];
  sum = cg::reduce(warp, sum, cg::plus<float>());
  if (warp.thread_rank() == 0) of_warp[warp.meta_group_rank()] = sum;
  block.sync();
  if (warp.meta_group_rank() != 0) return;
  sum = warp.thread_rank() < Threads / 32 ? of_warp[warp.thread_rank()] : 0.0f;
  sum = cg::reduce(warp, sum, cg::plus<float>());
  if (warp.thread_rank() == 0) partial[blockIdx.x] = sum;
}

// A tree whose active threads lie 2, 4, 8, ... words apart: banks meet. Cooperative launch; shared memory: a float a thread.
__global__ void reduce_grid(float* out, float* partial, const float* x, int n) {
  extern __shared__ float tree[];
  cg::grid_group grid = cg::this_grid();
  float sum = 0;
  for (int i = grid.thread_rank(); i < n; i += grid.size()) sum += x[i];
  tree[threadIdx.x] = sum;
  __syncthreads();
  for (unsigned apart = 1; apart < blockDim.x; apart *= 2) {
    const unsigned at = 2 * apart * threadIdx.x;
    if (at < blockDim.x) tree[at] += tree[at + apart];
    __syncthreads();
  }
  if (threadIdx.x == 0) partial[blockIdx.x] = tree[0];
  grid.sync();
  if (grid.thread_rank() != 0) return;
  *out = 0;
  for (unsigned block = 0; block < gridDim.x; ++block) *out += partial[block];
}

int main() {
  int n = 1 << 16;
  const std::vector<float> ones(n, 1.0f);
  std::vector<float> sums(kBlocks);
  float *x, *partial, *out, total = 0, all = -1;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&partial, kBlocks * sizeof(float));
  cudaMalloc(&out, sizeof(float));
  cudaMemcpy(x, ones.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  reduce_blocks<kThreads><<<kBlocks, kThreads>>>(partial, x, n);
  cudaMemcpy(sums.data(), partial, kBlocks * sizeof(float), cudaMemcpyDeviceToHost);
  for (const float sum : sums) total += sum;
  void* arguments[] = {&out, &partial, &x, &n};
  cudaLaunchCooperativeKernel((void*)reduce_grid, kBlocks, kThreads, arguments, kThreads * sizeof(float));
  cudaMemcpy(&all, out, sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(x);
  cudaFree(partial);
  cudaFree(out);
  std::printf("reduce: %g and %g of %d\n", total, all, n);
  return total == n && all == n ? 0 : 1;
}
