// Accesses beside what is there.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// The test of the tail is forgotten.
__global__ void missing_guard_kernel(float* y, const float* x) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  const float value = x[i];  // FINDS out_of_bounds
  y[i] = 2 * value;          // FINDS out_of_bounds
}

__global__ void less_or_equal_kernel(float* y, const float* x, int n) {
  float sum = 0;
  for (int i = int(threadIdx.x); i <= n; i += 32) sum += x[i];  // FINDS out_of_bounds
  y[threadIdx.x] = sum;
}

// The left neighbour of element 0.
__global__ void left_neighbour_kernel(float* y, const float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  y[i] = x[i] - x[i - 1];  // FINDS out_of_bounds
}

// Only columns are tested, not rows.
__global__ void rows_forgotten_kernel(float* c, int M, int N) {
  const int col = int(blockIdx.x * 16 + threadIdx.x), row = int(blockIdx.y * 16 + threadIdx.y);
  if (col < N) c[row * N + col] = float(M);  // FINDS out_of_bounds
}

// Rows and columns swapped: the index leaves an array that is not square.
__global__ void swapped_kernel(float* y, const float* x, int rows, int cols) {
  const int col = int(threadIdx.x), row = int(blockIdx.x);
  y[row * cols + col] = x[col * cols + row];  // FINDS out_of_bounds
  static_cast<void>(rows);
}

// Two tails in one: 16 bytes at once, where only 4 are left.
__global__ void wide_tail_kernel(float4* y, int n) {
  const int i = int(threadIdx.x);
  if (i * 4 < n) y[i] = make_float4(0, 0, 0, 0);  // FINDS out_of_bounds
}

// The launch asks for bytes as if they were elements.
__global__ void dynamic_too_small_kernel(float* y) {
  float* const s = dynamic_shared<float>();
  s[threadIdx.x] = float(threadIdx.x);  // FINDS out_of_bounds
  __syncthreads();
  y[threadIdx.x] = s[threadIdx.x];
}

// No room for the halo on the right.
__global__ void no_halo_kernel(float* y, const float* x) {
  __shared__ float s[72];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  if (t < 16) s[t + 64] = x[t + 64];  // FINDS out_of_bounds
  __syncthreads();
  y[t] = s[t] + s[t + 8];
}

__global__ void misaligned_kernel(float* y, const float* x) {
  const float4 v = *reinterpret_cast<const float4*>(x + 1 + threadIdx.x);  // FINDS misaligned
  y[threadIdx.x] = v.x;
}

__global__ void misaligned_shared_kernel(double* y) {
  float* const s = dynamic_shared<float>();
  s[threadIdx.x] = 1;
  __syncthreads();
  y[threadIdx.x] = *reinterpret_cast<double*>(s + 1);  // FINDS misaligned
}

// int overflows: 70000 rows of 40000.
__global__ void overflow_kernel(float* x, int cols) {
  const unsigned row = blockIdx.x + 70000;
  const int start = static_cast<int>(row * static_cast<unsigned>(cols));
  x[start + int(threadIdx.x)] = 0;  // FINDS illegal_address
}

void missing_guard() {
  const auto x = Buffer<float>::filled(100);
  const Buffer<float> y(100);
  launch<missing_guard_kernel>({.grid = 2, .block = 64}, y, x);
}

void less_or_equal() {
  const auto x = Buffer<float>::filled(128);
  const Buffer<float> y(32);
  launch<less_or_equal_kernel>({.grid = 1, .block = 32}, y, x, 128);
}

void left_neighbour() {
  const auto x = Buffer<float>::filled(100);
  const Buffer<float> y(100);
  launch<left_neighbour_kernel>({.grid = 2, .block = 64}, y, x, 100);
}

void rows_forgotten() {
  const Buffer<float> c(20 * 20);
  launch<rows_forgotten_kernel>({.grid = {2, 2}, .block = {16, 16}}, c, 20, 20);
}

void swapped() {
  const auto x = Buffer<float>::filled(4 * 32);
  const Buffer<float> y(4 * 32);
  launch<swapped_kernel>({.grid = 4, .block = 32}, y, x, 4, 32);
}

void wide_tail() {
  const Buffer<float> y(33);
  launch<wide_tail_kernel>({.grid = 1, .block = 32}, reinterpret_cast<float4*>(static_cast<float*>(y)), 33);
}

void dynamic_too_small() {
  const Buffer<float> y(64);
  launch<dynamic_too_small_kernel>({.grid = 1, .block = 64, .shared_bytes = 64}, y);
}

void no_halo() {
  const auto x = Buffer<float>::filled(80);
  const Buffer<float> y(64);
  launch<no_halo_kernel>({.grid = 1, .block = 64}, y, x);
}

void misaligned() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(32);
  launch<misaligned_kernel>({.grid = 1, .block = 32}, y, x);
}

void misaligned_shared() {
  const Buffer<double> y(32);
  launch<misaligned_shared_kernel>({.grid = 1, .block = 32, .shared_bytes = 256}, y);
}

void overflow() {
  const Buffer<float> x(64);
  launch<overflow_kernel>({.grid = 1, .block = 32}, x, 40000);
}

}  // namespace

Chapter broken_bounds() {
  return {"framework/simt/corpus/broken_bounds.cu",
          {{"guard of the tail missing", missing_guard},
           {"<= instead of <", less_or_equal},
           {"left neighbour of the first", left_neighbour},
           {"rows not tested", rows_forgotten},
           {"rows and columns swapped", swapped},
           {"16 bytes at the tail", wide_tail},
           {"dynamic shared memory too small", dynamic_too_small},
           {"no room for the halo", no_halo},
           {"misaligned float4", misaligned},
           {"misaligned in shared memory", misaligned_shared},
           {"int overflow", overflow}}};
}

}  // namespace llmsys::simt::corpus
