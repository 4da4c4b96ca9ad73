// A matrix turned straight, through a tile, and through a padded tile; beside it copies of 16 bytes a thread, a row that all
// threads read, and pixels whose colours lie side by side.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

constexpr int kSide = 256, kTile = 32, kRows = 8;

// grid (n / 32, n / 32), block (32, 8).
__global__ void transpose_naive(float* out, const float* in, int n) {
  const int x = blockIdx.x * kTile + threadIdx.x, y = blockIdx.y * kTile + threadIdx.y;
  for (int j = 0; j < kTile; j += kRows) out[x * n + y + j] = in[(y + j) * n + x];
}

// Likewise.
template <int Padding>
__global__ void transpose_tiled(float* out, const float* in, int n) {
  __shared__ float tile[kTile][kTile + Padding];
  const int x = blockIdx.x * kTile, y = blockIdx.y * kTile;
  for (int j = threadIdx.y; j < kTile; j += kRows) tile[j][threadIdx.x] = in[(y + j) * n + x + threadIdx.x];
  __syncthreads();
  for (int j = threadIdx.y; j < kTile; j += kRows) out[(x + j) * n + y + threadIdx.x] = tile[threadIdx.x][j];
}

// Four floats a thread, through shared memory. grid (n / 256), block (256).
__global__ void copy_vectors(float4* out, const float4* in) {
  __shared__ float4 vectors[256];
  const int i = blockIdx.x * 256 + threadIdx.x;
  vectors[threadIdx.x] = in[i];
  __syncthreads();
  out[i] = vectors[threadIdx.x];
}

// All threads read the same row. grid (any), block (any).
__global__ void sum_of_row(float* out, const float* row) {
  float sum = 0;
  for (int k = 0; k < 64; ++k) sum += row[k];
  out[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

struct Pixel {
  float red, green, blue;
};

// One thread a pixel. grid (any), block (any).
__global__ void grey(float* out, const Pixel* in) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  out[i] = 0.3f * in[i].red + 0.6f * in[i].green + 0.1f * in[i].blue;
}

int main() {
  const size_t bytes = kSide * kSide * sizeof(float);
  std::vector<float> in(kSide * kSide), out(kSide * kSide);
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(i);
  float *x, *y;
  cudaMalloc(&x, bytes);
  cudaMalloc(&y, bytes);
  cudaMemcpy(x, in.data(), bytes, cudaMemcpyHostToDevice);
  copy_vectors<<<kSide * kSide / 4 / 256, 256>>>(reinterpret_cast<float4*>(y), reinterpret_cast<const float4*>(x));
  sum_of_row<<<4, 256>>>(y, x);
  grey<<<64, 256>>>(y, reinterpret_cast<const Pixel*>(x));
  const dim3 grid(kSide / kTile, kSide / kTile), block(kTile, kRows);
  transpose_naive<<<grid, block>>>(y, x, kSide);
  transpose_tiled<0><<<grid, block>>>(y, x, kSide);
  transpose_tiled<1><<<grid, block>>>(y, x, kSide);
  cudaMemcpy(out.data(), y, bytes, cudaMemcpyDeviceToHost);
  cudaFree(x);
  cudaFree(y);
  std::printf("transpose: %g\n", out[1]);
  return out[1] == kSide ? 0 : 1;
}
