// How often each byte occurs: atomics in global memory, then in shared memory first.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

constexpr int kBins = 256, kBlocks = 32, kThreads = 256;

// One thread per byte, over and over. grid (any), block (any).
__global__ void histogram_global(unsigned* bins, const unsigned char* data, int n) {
  const int threads = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += threads) atomicAdd(&bins[data[i]], 1u);
}

// Likewise; each block counts for itself first.
__global__ void histogram_shared(unsigned* bins, const unsigned char* data, int n) {
  __shared__ unsigned mine[kBins];
  for (int b = threadIdx.x; b < kBins; b += blockDim.x) mine[b] = 0;
  __syncthreads();
  const int threads = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += threads) atomicAdd(&mine[data[i]], 1u);
  __syncthreads();
  for (int b = threadIdx.x; b < kBins; b += blockDim.x) atomicAdd(&bins[b], mine[b]);
}

int main() {
  const int n = 1 << 16;
  std::vector<unsigned char> data(n);
  for (int i = 0; i < n; ++i) data[i] = static_cast<unsigned char>((i * 2654435761u) >> 24);
  std::vector<unsigned> want(kBins), got(kBins);
  for (const unsigned char byte : data) want[byte] += 2;
  unsigned char* device_data;
  unsigned* bins;
  cudaMalloc(&device_data, n);
  cudaMalloc(&bins, kBins * sizeof(unsigned));
  cudaMemset(bins, 0, kBins * sizeof(unsigned));
  cudaMemcpy(device_data, data.data(), n, cudaMemcpyHostToDevice);
  histogram_global<<<kBlocks, kThreads>>>(bins, device_data, n);
  histogram_shared<<<kBlocks, kThreads>>>(bins, device_data, n);
  cudaMemcpy(got.data(), bins, kBins * sizeof(unsigned), cudaMemcpyDeviceToHost);
  cudaFree(device_data);
  cudaFree(bins);
  std::printf("histogram: %s\n", got == want ? "right" : "wrong");
  return got == want ? 0 : 1;
}
