// Chunks go through streams: copied in, worked on, copied out, and timed by events. With an argument the kernels are put into
// the wrong stream, and the host changes its memory too early: `lab profile` tells of both.
#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>

#define CHECK(call)                                                                       \
  do {                                                                                    \
    const cudaError_t error = (call);                                                     \
    if (error != cudaSuccess) {                                                           \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, cudaGetErrorString(error)); \
      std::exit(1);                                                                       \
    }                                                                                     \
  } while (0)

constexpr int kStreams = 4, kChunk = 4096, kAll = kStreams * kChunk;

// One thread per element. grid (n / 256), block (256).
__global__ void add_one(float* x) { x[blockIdx.x * blockDim.x + threadIdx.x] += 1; }

float run(float* host, float* device, const cudaStream_t* streams, bool wrong) {
  cudaEvent_t start, stop;
  CHECK(cudaEventCreate(&start));
  CHECK(cudaEventCreate(&stop));
  CHECK(cudaEventRecord(start));
  for (int i = 0; i < kStreams; ++i) {
    float *from = host + i * kChunk, *at = device + i * kChunk;
    CHECK(cudaMemcpyAsync(at, from, kChunk * sizeof(float), cudaMemcpyHostToDevice, streams[i]));
    if (wrong) from[0] = -1;
    add_one<<<kChunk / 256, 256, 0, streams[wrong ? (i + 1) % kStreams : i]>>>(at);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpyAsync(from, at, kChunk * sizeof(float), cudaMemcpyDeviceToHost, streams[i]));
  }
  CHECK(cudaEventRecord(stop));
  CHECK(cudaEventSynchronize(stop));
  float milliseconds;
  CHECK(cudaEventElapsedTime(&milliseconds, start, stop));
  CHECK(cudaEventDestroy(start));
  CHECK(cudaEventDestroy(stop));
  return milliseconds;
}

int main(int argc, char**) {
  float *host, *device;
  CHECK(cudaMallocHost(&host, kAll * sizeof(float)));
  CHECK(cudaMalloc(&device, kAll * sizeof(float)));
  cudaStream_t streams[kStreams];
  for (cudaStream_t& stream : streams) CHECK(cudaStreamCreate(&stream));
  for (int i = 0; i < kAll; ++i) host[i] = static_cast<float>(i);
  const float milliseconds = run(host, device, streams, argc > 1);
  int right = 0;
  for (int i = 0; i < kAll; ++i) right += host[i] == static_cast<float>(i) + 1;
  for (const cudaStream_t stream : streams) CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFree(device));
  CHECK(cudaFreeHost(host));
  std::printf("pipeline: %d of %d right, %g ms\n", right, kAll, milliseconds);
  return right == kAll ? 0 : 3;
}
