// Sums of neighbours: with a halo in shared memory, and five points of a plane straight from global memory.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

constexpr int kRadius = 3, kThreads = 128;
__constant__ float weights[2 * kRadius + 1];

// One thread per element; the first three also load the halo. grid (ceil(n / 128)), block (128).
__global__ void stencil_line(float* out, const float* in, int n) {
  __shared__ float tile[kThreads + 2 * kRadius];
  const int i = blockIdx.x * kThreads + threadIdx.x, here = threadIdx.x + kRadius;
  tile[here] = i < n ? in[i] : 0.0f;
  if (threadIdx.x < kRadius) {
    tile[here - kRadius] = i >= kRadius ? in[i - kRadius] : 0.0f;
    tile[here + kThreads] = i + kThreads < n ? in[i + kThreads] : 0.0f;
  }
  __syncthreads();
  float sum = 0;
  for (int k = -kRadius; k <= kRadius; ++k) sum += weights[k + kRadius] * tile[here + k];
  if (i < n) out[i] = sum;
}

// One thread per inner element of (h,w). grid (ceil(w / 32), ceil(h / 8)), block (32, 8).
__global__ void stencil_plane(float* out, const float* in, int w, int h) {
  const int x = blockIdx.x * 32 + threadIdx.x, y = blockIdx.y * 8 + threadIdx.y;
  if (x < 1 || y < 1 || x >= w - 1 || y >= h - 1) return;
  const float* at = in + y * w + x;
  out[y * w + x] = 0.2f * (at[0] + at[-1] + at[1] + at[-w] + at[w]);
}

int main() {
  const int n = 10000, w = 200, h = 50;
  const std::vector<float> ones(n, 1.0f);
  std::vector<float> line(n), plane(n);
  float *in, *out;
  cudaMalloc(&in, n * sizeof(float));
  cudaMalloc(&out, n * sizeof(float));
  cudaMemcpyToSymbol(weights, ones.data(), sizeof(weights));
  cudaMemcpy(in, ones.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  stencil_line<<<(n + kThreads - 1) / kThreads, kThreads>>>(out, in, n);
  cudaMemcpy(line.data(), out, n * sizeof(float), cudaMemcpyDeviceToHost);
  stencil_plane<<<dim3((w + 31) / 32, (h + 7) / 8), dim3(32, 8)>>>(out, in, w, h);
  cudaMemcpy(plane.data(), out, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(in);
  cudaFree(out);
  std::printf("stencil: %g %g %g\n", line[0], line[5000], plane[w + 1]);
  return line[0] == 4 && line[5000] == 7 && plane[w + 1] == 1 ? 0 : 1;
}
