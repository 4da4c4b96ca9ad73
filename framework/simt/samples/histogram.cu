// A histogram: each block counts in dynamic shared memory with atomics, then adds to the total.
#include <cuda_runtime.h>

#include <vector>

#include "framework/simt/samples/check.h"

// Threads stride over the values. grid (any), block (any), bins * 4 bytes of dynamic shared memory.
__global__ void histogram(unsigned* counts, const unsigned char* values, int n, int bins) {
  extern __shared__ __align__(16) unsigned local[];
  for (int i = threadIdx.x; i < bins; i += blockDim.x) local[i] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(&local[values[i] % bins], 1u);
  __syncthreads();
  for (int i = threadIdx.x; i < bins; i += blockDim.x) atomicAdd(counts + i, local[i]);
}

int main() {
  const int n = 20011, bins = 100;
  std::vector<unsigned char> values(n);
  std::vector<unsigned> want(bins, 0), got(bins, 77);
  unsigned seed = 1;
  for (auto& value : values) {
    seed = seed * 1664525u + 1013904223u;
    value = static_cast<unsigned char>(seed >> 24);
    ++want[value % bins];
  }
  unsigned char* device_values;
  unsigned* device_counts;
  CUDA_CHECK(cudaMalloc(&device_values, n));
  CUDA_CHECK(cudaMalloc(&device_counts, bins * sizeof(unsigned)));
  CUDA_CHECK(cudaMemcpy(device_values, values.data(), n, cudaMemcpyHostToDevice));
  CUDA_CHECK(cudaMemset(device_counts, 0, bins * sizeof(unsigned)));
  histogram<<<8, 128, bins * sizeof(unsigned)>>>(device_counts, device_values, n, bins);
  CUDA_CHECK(cudaGetLastError());
  CUDA_CHECK(cudaMemcpy(got.data(), device_counts, bins * sizeof(unsigned), cudaMemcpyDeviceToHost));
  for (int i = 0; i < bins; ++i) EXPECT(got[i] == want[i]);

  histogram<<<1, 32, 50 * 1024>>>(device_counts, device_values, n, bins);  // more than 48 KiB: only if allowed for
  EXPECT(cudaGetLastError() == cudaErrorInvalidValue);
  CUDA_CHECK(cudaFuncSetAttribute(histogram, cudaFuncAttributeMaxDynamicSharedMemorySize, 50 * 1024));
  histogram<<<1, 32, 50 * 1024>>>(device_counts, device_values, n, bins);
  CUDA_CHECK(cudaGetLastError());
  CUDA_CHECK(cudaDeviceSynchronize());

  CUDA_CHECK(cudaFree(device_values));
  CUDA_CHECK(cudaFree(device_counts));
  std::printf("histogram: passed\n");
  return 0;
}
