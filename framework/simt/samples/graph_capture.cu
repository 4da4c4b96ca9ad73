// A graph: work is captured once and launched many times.
#include <cuda_runtime.h>

#include "framework/simt/samples/check.h"

// One thread per element. grid (1), block (64).
__global__ void step(float* x, float rate) { x[threadIdx.x] -= rate * 2 * x[threadIdx.x]; }

int main() {
  constexpr int kSize = 64, kSteps = 5, kLaunches = 4;
  float host[kSize], *x;
  CUDA_CHECK(cudaMalloc(&x, sizeof(host)));
  for (int i = 0; i < kSize; ++i) host[i] = static_cast<float>(i);
  CUDA_CHECK(cudaMemcpy(x, host, sizeof(host), cudaMemcpyHostToDevice));

  cudaStream_t stream;
  cudaGraph_t graph;
  cudaGraphExec_t executable;
  CUDA_CHECK(cudaStreamCreate(&stream));
  CUDA_CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  for (int i = 0; i < kSteps; ++i) step<<<1, kSize, 0, stream>>>(x, 0.25f);  // halves
  CUDA_CHECK(cudaStreamEndCapture(stream, &graph));
  size_t nodes = 0;
  CUDA_CHECK(cudaGraphGetNodes(graph, nullptr, &nodes));
  EXPECT(nodes == kSteps);
  CUDA_CHECK(cudaGraphInstantiate(&executable, graph, 0));
  for (int i = 0; i < kLaunches; ++i) CUDA_CHECK(cudaGraphLaunch(executable, stream));
  CUDA_CHECK(cudaStreamSynchronize(stream));

  CUDA_CHECK(cudaMemcpy(host, x, sizeof(host), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kSize; ++i) EXPECT(host[i] == static_cast<float>(i) / (1 << kSteps * kLaunches));
  CUDA_CHECK(cudaGraphExecDestroy(executable));
  CUDA_CHECK(cudaGraphDestroy(graph));
  CUDA_CHECK(cudaStreamDestroy(stream));
  CUDA_CHECK(cudaFree(x));
  std::printf("graph_capture: passed\n");
  return 0;
}
