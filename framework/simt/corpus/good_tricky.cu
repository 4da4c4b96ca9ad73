// Correct, but easily mistaken: each of these once looked like a mistake to some checker, or might.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// Blocks write bytes side by side: the two at a border share a word.
__global__ void bytes_side_by_side_kernel(unsigned char* y) {
  y[blockIdx.x * 13 + threadIdx.x] = static_cast<unsigned char>(threadIdx.x);
}

// One array, three lives: floats, then bytes, then 8-byte numbers.
__global__ void three_lives_kernel(double* y, const float* x) {
  __shared__ double s[32];
  const int t = int(threadIdx.x);
  auto* const floats = reinterpret_cast<float*>(s);
  auto* const bytes = reinterpret_cast<unsigned char*>(s);
  floats[t] = x[t];
  __syncthreads();
  const float mine = floats[31 - t];
  __syncthreads();
  bytes[t] = static_cast<unsigned char>(mine);
  __syncthreads();
  const unsigned char other = bytes[(t + 5) % 32];
  __syncthreads();
  s[t] = other;
  __syncthreads();
  y[t] = s[31 - t];
}

// Lanes take branches of their own; each reads what it wrote itself.
__global__ void own_branch_kernel(int* y) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  if (t % 3 == 0)
    s[t] = 1;
  else if (t % 3 == 1)
    s[t] = 2;
  if (t == 5) s[t] = 7;
  if (t % 3 == 2 && t != 5) s[t] = 3;
  y[t] = s[t];
}

// Loops of different lengths, with continue and break.
__global__ void ragged_loops_kernel(int* y, const int* x, int n) {
  __shared__ int s[64];
  const int t = int(threadIdx.x);
  s[t] = 0;
  for (int i = 0; i < n; ++i) {
    if ((i + t) % 3 == 0) continue;
    if (i > t) break;
    s[t] += x[i];
  }
  y[t] = s[t];
}

// A pointer that is shared for some lanes and global for others.
__global__ void either_memory_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  s[t] = -t;
  __syncwarp();
  const int* const from = t % 2 == 0 ? &s[31 - t] : &x[31 - t];
  y[t] = *from;
}

// The whole block leaves, or none of it; and a barrier in a branch that all threads take alike.
__global__ void uniform_branch_kernel(int* y, int n) {
  __shared__ int s[32];
  if (int(blockIdx.x * blockDim.x) >= n) return;
  s[threadIdx.x] = int(threadIdx.x);
  if (blockIdx.x % 2 == 1) {
    __syncthreads();
    y[blockIdx.x * blockDim.x + threadIdx.x] = s[31 - threadIdx.x];
  } else {
    y[blockIdx.x * blockDim.x + threadIdx.x] = s[threadIdx.x];
  }
}

// Local arrays with an index that is not known, and their addresses given away.
__device__ int sum_of(const int* values, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += values[i];
  return sum;
}
__global__ void local_arrays_kernel(int* y, const int* x) {
  int values[8];
  for (int i = 0; i < 8; ++i) values[(i * 3 + int(threadIdx.x)) % 8] = x[i];
  y[threadIdx.x] = sum_of(values, 8);
}

// Many blocks read what each of them updates only for itself.
__global__ void own_element_kernel(float* x, const float* shared_by_all, int n) {
  for (int i = int(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += int(gridDim.x * blockDim.x))
    x[i] = x[i] * shared_by_all[0] + shared_by_all[i % 4];
}

// Counts by atomics, read between barriers, counted on.
__global__ void count_read_count_kernel(int* y) {
  __shared__ int count;
  if (threadIdx.x == 0) count = 0;
  for (int round = 0; round < 3; ++round) {
    __syncthreads();
    atomicAdd(&count, 1);
    __syncthreads();
    if (threadIdx.x < 4) y[round * 4 + int(threadIdx.x)] = count;
  }
}

// The largest float by compare and swap, as there is no atomicMax for it.
__device__ void atomic_max(float* address, float value) {
  auto* const bits = reinterpret_cast<int*>(address);
  int old = *reinterpret_cast<volatile int*>(bits);
  while (__int_as_float(old) < value) {
    const int assumed = old;
    old = atomicCAS(bits, assumed, __float_as_int(value));
    if (old == assumed) break;
  }
}
__global__ void float_max_kernel(float* largest, const float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) atomic_max(largest, x[i]);
  __threadfence();
}

// Stored by 16 bytes, loaded by 4, by others.
__global__ void quads_kernel(float* y, const float4* x) {
  __shared__ float4 s[16];
  if (threadIdx.x < 16) s[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  y[threadIdx.x] = reinterpret_cast<const float*>(s)[63 - threadIdx.x];
}

// Blocks are resident by turns: each leaves its shared memory to the next.
__global__ void reused_shared_kernel(int* y) {
  __shared__ int s[64];
  if (blockIdx.x % 2 == 0) s[threadIdx.x] = 1;
  if (blockIdx.x % 2 == 1) s[63 - threadIdx.x] = 2;
  __syncthreads();
  y[blockIdx.x * 64 + threadIdx.x] = s[threadIdx.x];
}

// Filled by the last warp alone, used by all; the others only wait.
__global__ void last_warp_fills_kernel(int* y, const int* x) {
  __shared__ int s[128];
  if (threadIdx.x >= 96)
    for (int i = int(threadIdx.x) - 96; i < 128; i += 32) s[i] = x[i];
  const int ready = __syncthreads_count(1);
  y[threadIdx.x] = s[127 - threadIdx.x] + ready;
}

void bytes_side_by_side() {
  const Buffer<unsigned char> y(7 * 13);
  launch<bytes_side_by_side_kernel>({.grid = 7, .block = 13}, y);
  static_cast<void>(y.read());
}

void three_lives() {
  const auto x = Buffer<float>::filled(32);
  const Buffer<double> y(32);
  launch<three_lives_kernel>({.grid = 1, .block = 32}, y, x);
}

void own_branch() {
  const Buffer<int> y(32);
  launch<own_branch_kernel>({.grid = 1, .block = 32}, y);
  static_cast<void>(y.read());
}

void ragged_loops() {
  const auto x = Buffer<int>::filled(40);
  const Buffer<int> y(64);
  launch<ragged_loops_kernel>({.grid = 1, .block = 64}, y, x, 40);
  static_cast<void>(y.read());
}

void either_memory() {
  const auto x = Buffer<int>::filled(32);
  const Buffer<int> y(32);
  launch<either_memory_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void uniform_branch() {
  const Buffer<int> y(4 * 32);
  launch<uniform_branch_kernel>({.grid = 6, .block = 32}, y, 4 * 32);
  static_cast<void>(y.read());
}

void local_arrays() {
  const auto x = Buffer<int>::filled(8);
  const Buffer<int> y(32);
  launch<local_arrays_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void own_element() {
  const auto x = Buffer<float>::filled(1000), constants = Buffer<float>::filled(4);
  for (int round = 0; round < 3; ++round) launch<own_element_kernel>({.grid = 3, .block = 64}, x, constants, 1000);
}

void count_read_count() {
  const Buffer<int> y(12);
  launch<count_read_count_kernel>({.grid = 1, .block = 64}, y);
  static_cast<void>(y.read());
}

void float_max() {
  const auto x = Buffer<float>::filled(200), largest = Buffer<float>::zeros(1);
  launch<float_max_kernel>({.grid = 4, .block = 64}, largest, x, 200);
}

void quads() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(64);
  launch<quads_kernel>({.grid = 1, .block = 64}, y, reinterpret_cast<float4*>(static_cast<float*>(x)));
  static_cast<void>(y.read());
}

void reused_shared() {
  const Buffer<int> y(8 * 64);
  launch<reused_shared_kernel>({.grid = 8, .block = 64}, y);
  static_cast<void>(y.read());
}

void last_warp_fills() {
  const auto x = Buffer<int>::filled(128);
  const Buffer<int> y(128);
  launch<last_warp_fills_kernel>({.grid = 1, .block = 128}, y, x);
  static_cast<void>(y.read());
}

// Freed and allocated again, in another order.
void allocated_again() {
  for (int round = 0; round < 3; ++round) {
    const Buffer<int> y(128), unused(64);
    const auto x = Buffer<int>::filled(128);
    launch<last_warp_fills_kernel>({.grid = 1, .block = 128}, y, x);
  }
}

}  // namespace

Chapter good_tricky() {
  return {"framework/simt/corpus/good_tricky.cu",
          {{"bytes of several blocks in a word", bytes_side_by_side},
           {"one array, three types", three_lives},
           {"own element in own branch", own_branch},
           {"loops of different lengths", ragged_loops},
           {"shared or global by lane", either_memory},
           {"uniform branches", uniform_branch},
           {"local arrays", local_arrays},
           {"own elements, shared constants", own_element},
           {"count, read, count on", count_read_count},
           {"float maximum by compare and swap", float_max},
           {"stored by 16 bytes, loaded by 4", quads},
           {"shared memory of the block before", reused_shared},
           {"the last warp fills", last_warp_fills},
           {"allocated again", allocated_again}}};
}

}  // namespace llmsys::simt::corpus
