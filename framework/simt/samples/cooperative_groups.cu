// Cooperative groups: tiles of a warp reduce, and all blocks of the grid wait for each other in one launch.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_runtime.h>

#include <vector>

#include "framework/simt/samples/check.h"

namespace cg = cooperative_groups;

// A tile of 32 threads sums its part; after the grid's barrier the first thread adds the parts. grid (any), block (128).
__global__ void grid_sum(int* total, int* parts, const int* x, int n) {
  cg::grid_group grid = cg::this_grid();
  cg::thread_block block = cg::this_thread_block();
  cg::thread_block_tile<32> tile = cg::tiled_partition<32>(block);
  int sum = 0;
  for (int i = static_cast<int>(grid.thread_rank()); i < n; i += static_cast<int>(grid.size())) sum += x[i];
  sum = cg::reduce(tile, sum, cg::plus<int>());
  const int tiles = static_cast<int>(block.size() / tile.size());
  if (tile.thread_rank() == 0) parts[blockIdx.x * tiles + block.thread_rank() / 32] = sum;
  grid.sync();
  if (grid.thread_rank() != 0) return;
  *total = 0;
  for (int i = 0; i < static_cast<int>(gridDim.x) * tiles; ++i) *total += parts[i];
}

int main() {
  int n = 10007, blocks = 6, want = 0, got = -1;
  std::vector<int> x(n);
  for (int i = 0; i < n; ++i) want += x[i] = i % 13 - 5;
  int *device_x = to_device(x), *parts, *total;
  CUDA_CHECK(cudaMalloc(&parts, blocks * 4 * sizeof(int)));
  CUDA_CHECK(cudaMalloc(&total, sizeof(int)));

  void* arguments[] = {&total, &parts, &device_x, &n};
  CUDA_CHECK(cudaLaunchCooperativeKernel((void*)grid_sum, dim3(blocks), dim3(128), arguments, 0, nullptr));
  CUDA_CHECK(cudaMemcpy(&got, total, sizeof(int), cudaMemcpyDeviceToHost));
  EXPECT(got == want);

  CUDA_CHECK(cudaFree(device_x));
  CUDA_CHECK(cudaFree(parts));
  CUDA_CHECK(cudaFree(total));
  std::printf("cooperative_groups: passed\n");
  return 0;
}
