// Prefix sums of one block: Blelloch's two sweeps (1990), whose threads meet in the banks, and by shuffles.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

constexpr int kElements = 1024;

// Exclusive, two elements a thread. grid (1), block (512), dynamic shared memory: kElements floats.
__global__ void scan_sweeps(float* out, const float* in) {
  extern __shared__ float tree[];
  const int i = threadIdx.x;
  tree[2 * i] = in[2 * i];
  tree[2 * i + 1] = in[2 * i + 1];
  int apart = 1;
  for (int active = kElements / 2; active > 0; active /= 2, apart *= 2) {
    __syncthreads();
    if (i < active) tree[apart * (2 * i + 2) - 1] += tree[apart * (2 * i + 1) - 1];
  }
  if (i == 0) tree[kElements - 1] = 0;
  for (int active = 1; active < kElements; active *= 2) {
    apart /= 2;
    __syncthreads();
    if (i >= active) continue;
    const float left = tree[apart * (2 * i + 1) - 1];
    tree[apart * (2 * i + 1) - 1] = tree[apart * (2 * i + 2) - 1];
    tree[apart * (2 * i + 2) - 1] += left;
  }
  __syncthreads();
  out[2 * i] = tree[2 * i];
  out[2 * i + 1] = tree[2 * i + 1];
}

__device__ float scan_warp(float x) {
  for (int apart = 1; apart < 32; apart *= 2) {
    const float left = __shfl_up_sync(0xffffffffu, x, apart);
    if (threadIdx.x % 32 >= apart) x += left;
  }
  return x;
}

// Exclusive. grid (1), block (1024).
__global__ void __launch_bounds__(kElements) scan_shuffles(float* out, const float* in) {
  __shared__ float of_warp[32];
  const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  const float mine = in[threadIdx.x];
  float sum = scan_warp(mine);
  if (lane == 31) of_warp[warp] = sum;
  __syncthreads();
  if (warp == 0) of_warp[lane] = scan_warp(of_warp[lane]);
  __syncthreads();
  if (warp > 0) sum += of_warp[warp - 1];
  out[threadIdx.x] = sum - mine;
}

int main() {
  const size_t bytes = kElements * sizeof(float);
  const std::vector<float> ones(kElements, 1.0f);
  std::vector<float> first(kElements), second(kElements);
  float *x, *y;
  cudaMalloc(&x, bytes);
  cudaMalloc(&y, bytes);
  cudaMemcpy(x, ones.data(), bytes, cudaMemcpyHostToDevice);
  scan_sweeps<<<1, kElements / 2, bytes>>>(y, x);
  cudaMemcpy(first.data(), y, bytes, cudaMemcpyDeviceToHost);
  scan_shuffles<<<1, kElements>>>(y, x);
  cudaMemcpy(second.data(), y, bytes, cudaMemcpyDeviceToHost);
  cudaFree(x);
  cudaFree(y);
  std::printf("scan: %g %g\n", first[kElements - 1], second[kElements - 1]);
  return first == second && first[kElements - 1] == kElements - 1 ? 0 : 1;
}
