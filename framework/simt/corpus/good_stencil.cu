// Neighbours: halos in shared memory, borders, several time steps.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kThreads = 64, kRadius = 3;

__constant__ float filter_weights[2 * kRadius + 1];
__device__ int steps_done;

// Each block loads its stretch and a halo on both sides.
__global__ void convolve_kernel(float* y, const float* x, int n) {
  __shared__ float s[kThreads + 2 * kRadius];
  const int t = int(threadIdx.x), i = int(blockIdx.x) * kThreads + t;
  s[t + kRadius] = i < n ? x[i] : 0;
  if (t < kRadius) {
    s[t] = i >= kRadius ? x[i - kRadius] : 0;
    s[t + kThreads + kRadius] = i + kThreads < n ? x[i + kThreads] : 0;
  }
  __syncthreads();
  if (i >= n) return;
  float sum = 0;
  for (int k = 0; k <= 2 * kRadius; ++k) sum += filter_weights[k] * s[t + k];
  y[i] = sum;
}

// Five points, without shared memory: from one array to another.
__global__ void heat_kernel(float* y, const float* x, int rows, int cols) {
  const int col = int(blockIdx.x * blockDim.x + threadIdx.x), row = int(blockIdx.y * blockDim.y + threadIdx.y);
  if (row >= rows || col >= cols) return;
  const int at = row * cols + col;
  if (row == 0 || col == 0 || row == rows - 1 || col == cols - 1) {
    y[at] = x[at];
    return;
  }
  y[at] = 0.25f * (x[at - 1] + x[at + 1] + x[at - cols] + x[at + cols]);
}

// A tile with a halo all around, loaded by a loop over threads.
__global__ void life_kernel(unsigned char* y, const unsigned char* x, int n) {
  __shared__ unsigned char tile[18][18];
  const int thread = int(threadIdx.y * 16 + threadIdx.x);
  const int row0 = int(blockIdx.y) * 16 - 1, col0 = int(blockIdx.x) * 16 - 1;
  for (int i = thread; i < 18 * 18; i += 256) {
    const int row = row0 + i / 18, col = col0 + i % 18;
    tile[i / 18][i % 18] = row >= 0 && row < n && col >= 0 && col < n ? x[row * n + col] : 0;
  }
  __syncthreads();
  const int r = int(threadIdx.y) + 1, c = int(threadIdx.x) + 1;
  int around = -tile[r][c];
  for (int dr = -1; dr <= 1; ++dr)
    for (int dc = -1; dc <= 1; ++dc) around += tile[r + dr][c + dc];
  if (row0 + r < n && col0 + c < n) y[(row0 + r) * n + col0 + c] = around == 3 || (around == 2 && tile[r][c] != 0);
}

// Several steps of one block, in place: all read, barrier, all write, barrier.
__global__ void relax_kernel(float* x, int steps) {
  __shared__ float s[kThreads];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  for (int step = 0; step < steps; ++step) {
    __syncthreads();
    const float left = s[t > 0 ? t - 1 : t], right = s[t < kThreads - 1 ? t + 1 : t];
    __syncthreads();
    s[t] = 0.5f * (left + right);
  }
  x[t] = s[t];
  if (t == 0) steps_done = steps;
}

// A wave from corner to corner: a diagonal at a time.
__global__ void edit_distance_kernel(int* table, const int* a, const int* b, int n) {
  const int t = int(threadIdx.x);
  for (int diagonal = 0; diagonal < 2 * n - 1; ++diagonal) {
    const int col = diagonal - t;
    if (col >= 0 && col < n) {
      const int* const up = &table[t * (n + 1) + col];
      const int change = up[0] + (a[t] == b[col] ? 0 : 1);
      table[(t + 1) * (n + 1) + col + 1] = min(change, min(up[1], table[(t + 1) * (n + 1) + col]) + 1);
    }
    __syncthreads();
  }
}

void convolve() {
  const std::vector<float> weights(2 * kRadius + 1, 0.5f);
  cudaMemcpyToSymbol(filter_weights, weights.data(), sizeof filter_weights);
  const auto x = Buffer<float>::filled(150);
  const Buffer<float> y(150);
  launch<convolve_kernel>({.grid = 3, .block = kThreads}, y, x, 150);
  static_cast<void>(y.read());
}

void heat() {
  auto x = Buffer<float>::filled(20 * 30), y = Buffer<float>::filled(20 * 30);
  for (int step = 0; step < 4; ++step)
    launch<heat_kernel>({.grid = {2, 2}, .block = {16, 16}}, step % 2 == 0 ? y : x, step % 2 == 0 ? x : y, 20, 30);
}

void life() {
  const auto x = Buffer<unsigned char>::filled(30 * 30);
  const Buffer<unsigned char> y(30 * 30);
  launch<life_kernel>({.grid = {2, 2}, .block = {16, 16}}, y, x, 30);
  static_cast<void>(y.read());
}

void relax() {
  const auto x = Buffer<float>::filled(kThreads);
  launch<relax_kernel>({.grid = 1, .block = kThreads}, x, 5);
}

void edit_distance() {
  const auto table = Buffer<int>::zeros(33 * 33), a = Buffer<int>::filled(32), b = Buffer<int>::filled(32);
  launch<edit_distance_kernel>({.grid = 1, .block = 32}, table, a, b, 32);
}

}  // namespace

Chapter good_stencil() {
  return {"framework/simt/corpus/good_stencil.cu",
          {{"convolution with a halo", convolve},
           {"heat, five points", heat},
           {"game of life in bytes", life},
           {"relaxation in place", relax},
           {"edit distance by diagonals", edit_distance}}};
}

}  // namespace llmsys::simt::corpus
