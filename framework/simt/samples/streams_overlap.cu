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

constexpr int kChunks = 8, kChunk = 1024, kAll = kChunks * kChunk, kStreams = 2;

/// Two working streams with a mark each, and the one that collects.
struct Streams {
  cudaStream_t working[kStreams], collector;
  cudaEvent_t done[kStreams];
  Streams() {
    for (int i = 0; i < kStreams; ++i) {
      CUDA_CHECK(cudaStreamCreateWithFlags(&working[i], cudaStreamNonBlocking));
      CUDA_CHECK(cudaEventCreateWithFlags(&done[i], cudaEventDisableTiming));
    }
    CUDA_CHECK(cudaStreamCreateWithFlags(&collector, cudaStreamNonBlocking));
  }
  ~Streams() {
    for (int i = 0; i < kStreams; ++i) {
      CUDA_CHECK(cudaStreamDestroy(working[i]));
      CUDA_CHECK(cudaEventDestroy(done[i]));
    }
    CUDA_CHECK(cudaStreamDestroy(collector));
  }
};

void square_by_chunks(float* host, float* device, const Streams& streams) {
  for (int chunk = 0; chunk < kChunks; ++chunk) {
    const cudaStream_t stream = streams.working[chunk % kStreams];
    float *from = host + chunk * kChunk, *at = device + chunk * kChunk;
    CUDA_CHECK(cudaMemcpyAsync(at, from, kChunk * sizeof(float), cudaMemcpyHostToDevice, stream));
    square<<<kChunk / 128, 128, 0, stream>>>(at);
    CUDA_CHECK(cudaMemcpyAsync(from, at, kChunk * sizeof(float), cudaMemcpyDeviceToHost, stream));
  }
}

int main() {
  float *host, *device, *device_sum, sum = -1, want = 0;
  CUDA_CHECK(cudaMallocHost(&host, kAll * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device, kAll * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&device_sum, sizeof(float)));
  for (int i = 0; i < kAll; ++i) host[i] = static_cast<float>(i % 10);

  {
    const Streams streams;
    square_by_chunks(host, device, streams);
    for (int i = 0; i < kStreams; ++i) {
      CUDA_CHECK(cudaEventRecord(streams.done[i], streams.working[i]));
      CUDA_CHECK(cudaStreamWaitEvent(streams.collector, streams.done[i], 0));
    }
    sum_all<<<1, 1, 0, streams.collector>>>(device_sum, device, kAll);
    CUDA_CHECK(cudaMemcpyAsync(&sum, device_sum, sizeof(float), cudaMemcpyDeviceToHost, streams.collector));
    CUDA_CHECK(cudaDeviceSynchronize());
  }
  for (int i = 0; i < kAll; ++i) {
    const auto squared = static_cast<float>(i % 10 * (i % 10));
    EXPECT(host[i] == squared);
    want += squared;
  }
  EXPECT(sum == want);
  CUDA_CHECK(cudaFree(device));
  CUDA_CHECK(cudaFree(device_sum));
  CUDA_CHECK(cudaFreeHost(host));
  std::printf("streams_overlap: passed\n");
  return 0;
}
