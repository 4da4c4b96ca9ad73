// What a program can ask: properties, occupancy, symbols, managed memory; and a launch by cudaLaunchKernelEx.
#include <cuda_runtime.h>

#include <cstring>

#include "framework/simt/samples/check.h"

__constant__ float coefficients[3];
__device__ int calls;

// y = c0 + c1 x + c2 x^2. One thread per element, one block.
template <class T>
__global__ void polynomial(T* y, const T* x) {
  const T v = x[threadIdx.x];
  y[threadIdx.x] =
      static_cast<T>(coefficients[0]) + v * (static_cast<T>(coefficients[1]) + v * static_cast<T>(coefficients[2]));
  if (threadIdx.x == 0) atomicAdd(&calls, 1);
}

int main() {
  int devices = 0, version = 0, multiprocessors = 0, blocks = 0, grid = 0, block = 0;
  cudaDeviceProp properties;
  CUDA_CHECK(cudaGetDeviceCount(&devices));
  EXPECT(devices >= 1);
  CUDA_CHECK(cudaGetDeviceProperties(&properties, 0));
  CUDA_CHECK(cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, 0));
  EXPECT(std::strlen(properties.name) > 0 && properties.warpSize == 32 &&
         properties.multiProcessorCount == multiprocessors);
  CUDA_CHECK(cudaRuntimeGetVersion(&version));
  EXPECT(version >= 13000);
  CUDA_CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, polynomial<float>, 256, 0));
  CUDA_CHECK(cudaOccupancyMaxPotentialBlockSize(&grid, &block, polynomial<float>));
  EXPECT(blocks >= 1 && grid >= multiprocessors && block % 32 == 0);

  const float host_coefficients[3] = {1, -2, 0.5f};
  int count = 0;
  CUDA_CHECK(cudaMemcpyToSymbol(coefficients, host_coefficients, sizeof(host_coefficients)));
  CUDA_CHECK(cudaMemcpyToSymbol(calls, &count, sizeof(int)));
  constexpr int kSize = 64;
  double *x, *y;
  CUDA_CHECK(cudaMallocManaged(&x, kSize * sizeof(double)));
  CUDA_CHECK(cudaMallocManaged(&y, kSize * sizeof(double)));
  for (int i = 0; i < kSize; ++i) x[i] = i;

  polynomial<<<1, kSize>>>(y, x);  // T follows from the arguments
  cudaLaunchConfig_t config = {};
  config.gridDim = dim3(1);
  config.blockDim = dim3(kSize);
  CUDA_CHECK(cudaLaunchKernelEx(&config, polynomial<double>, y, static_cast<const double*>(x)));
  CUDA_CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < kSize; ++i) EXPECT(y[i] == 1 - 2.0 * i + 0.5 * i * i);
  CUDA_CHECK(cudaMemcpyFromSymbol(&count, calls, sizeof(int)));
  EXPECT(count == 2);
  CUDA_CHECK(cudaFree(x));
  CUDA_CHECK(cudaFree(y));
  std::printf("device_query: passed on %s\n", properties.name);
  return 0;
}
