// Copies and kernels overlap: two streams take turns at chunks, an event lets a third one collect.
#include <cuda_runtime.h>

#include "framework/simt/samples/check.h"

// One thread per element. grid (n / 128), block (128).
__global__ void square(float* x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  x[i] = x[i] * x[i];
}

// One thread sums all, to keep it short. grid (1), block (1).
__global__ void sum_all(float* sum, const float* x, int n) {
  *sum = 0;
  for (int i = 0; i < n; ++i) *sum += x[i];
}

int main() {
  constexpr int kChunks = 8, kChunk = 1024, kAll = kChunks * kChunk, kStreams = 2;
  float *host, *device, *device_sum, sum = -1;
  CUDA_CHECK(cudaMallocHost(&host, kAll * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device, kAll * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device_sum, sizeof(float)));
  for (int i = 0; i < kAll; ++i) host[i] = static_cast<float>(i % 10);

  cudaStream_t streams[kStreams], collector;
  cudaEvent_t done[kStreams];
  for (int i = 0; i < kStreams; ++i) {
    CUDA_CHECK(cudaStreamCreateWithFlags(&streams[i], cudaStreamNonBlocking));
    CUDA_CHECK(cudaEventCreateWithFlags(&done[i], cudaEventDisableTiming));
  }
  CUDA_CHECK(cudaStreamCreateWithFlags(&collector, cudaStreamNonBlocking));

  for (int chunk = 0; chunk < kChunks; ++chunk) {
    const cudaStream_t stream = streams[chunk % kStreams];
    float *from = host + chunk * kChunk, *at = device + chunk * kChunk;
    CUDA_CHECK(cudaMemcpyAsync(at, from, kChunk * sizeof(float), cudaMemcpyHostToDevice, stream));
    square<<<kChunk / 128, 128, 0, stream>>>(at);
    CUDA_CHECK(cudaMemcpyAsync(from, at, kChunk * sizeof(float), cudaMemcpyDeviceToHost, stream));
  }
  for (int i = 0; i < kStreams; ++i) {
    CUDA_CHECK(cudaEventRecord(done[i], streams[i]));
    CUDA_CHECK(cudaStreamWaitEvent(collector, done[i], 0));
  }
  sum_all<<<1, 1, 0, collector>>>(device_sum, device, kAll);
  CUDA_CHECK(cudaMemcpyAsync(&sum, device_sum, sizeof(float), cudaMemcpyDeviceToHost, collector));
  CUDA_CHECK(cudaStreamSynchronize(collector));

  float want = 0;
  for (int i = 0; i < kAll; ++i) want += static_cast<float>(i % 10 * (i % 10));
  EXPECT(sum == want);
  CUDA_CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < kAll; ++i) EXPECT(host[i] == static_cast<float>(i % 10 * (i % 10)));

  for (int i = 0; i < kStreams; ++i) {
    CUDA_CHECK(cudaStreamDestroy(streams[i]));
    CUDA_CHECK(cudaEventDestroy(done[i]));
  }
  CUDA_CHECK(cudaStreamDestroy(collector));
  CUDA_CHECK(cudaFree(device));
  CUDA_CHECK(cudaFree(device_sum));
  CUDA_CHECK(cudaFreeHost(host));
  std::printf("streams_overlap: passed\n");
  return 0;
}
