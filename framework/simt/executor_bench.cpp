// The executor beside native loops of the same work, in turns: `ratio` is the loop's time / the emulator's, so 0.5 means
// twice the loop's time. One worker, but for the last row, which compares one with two. Compiled as kernels are.
//
//   simt_executor_bench
#include <cmath>
#include <vector>

#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/paired_timing.h"

namespace {

using namespace llmsys;
using namespace llmsys::simt;

__global__ void add_kernel(float* y, const float* a, const float* b, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = a[i] + b[i];
}

__attribute__((noinline)) void add_loop(float* y, const float* a, const float* b, int n) {
  for (int i = 0; i < n; ++i) y[i] = a[i] + b[i];
}

// One tile of c per block, 32 x 32 threads.
__global__ void matmul_kernel(float* c, const float* a, const float* b, int n) {
  constexpr int kTile = 32;
  __shared__ float as[kTile][kTile];
  __shared__ float bs[kTile][kTile];
  const int x = static_cast<int>(threadIdx.x), y = static_cast<int>(threadIdx.y);
  const int row = static_cast<int>(blockIdx.y) * kTile + y, column = static_cast<int>(blockIdx.x) * kTile + x;
  float sum = 0;
  for (int k = 0; k < n; k += kTile) {
    as[y][x] = a[row * n + k + x];
    bs[y][x] = b[(k + y) * n + column];
    __syncthreads();
    for (int i = 0; i < kTile; ++i) sum += as[y][i] * bs[i][x];
    __syncthreads();
  }
  c[row * n + column] = sum;
}

__attribute__((noinline, optimize("no-tree-vectorize"))) void matmul_loop(float* c, const float* a, const float* b,
                                                                          int n) {
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      float sum = 0;
      for (int k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
      c[row * n + column] = sum;
    }
  }
}

// One warp per row of 1024; block (32, 4).
__global__ void softmax_kernel(float* y, const float* x, int width) {
  const size_t begin = (size_t{blockIdx.x} * blockDim.y + threadIdx.y) * static_cast<size_t>(width);
  const int lane = static_cast<int>(threadIdx.x);
  float greatest = -INFINITY, sum = 0;
  for (int i = lane; i < width; i += 32) greatest = std::fmax(greatest, x[begin + static_cast<size_t>(i)]);
  for (int by = 16; by > 0; by /= 2) greatest = std::fmax(greatest, __shfl_xor_sync(~0U, greatest, by));
  for (int i = lane; i < width; i += 32) {
    const float e = std::exp(x[begin + static_cast<size_t>(i)] - greatest);
    y[begin + static_cast<size_t>(i)] = e;
    sum += e;
  }
  for (int by = 16; by > 0; by /= 2) sum += __shfl_xor_sync(~0U, sum, by);
  for (int i = lane; i < width; i += 32) y[begin + static_cast<size_t>(i)] /= sum;
}

__attribute__((noinline)) void softmax_loop(float* y, const float* x, int height, int width) {
  for (int row = 0; row < height; ++row, x += width, y += width) {
    float greatest = -INFINITY, sum = 0;
    for (int i = 0; i < width; ++i) greatest = std::fmax(greatest, x[i]);
    for (int i = 0; i < width; ++i) sum += y[i] = std::exp(x[i] - greatest);
    for (int i = 0; i < width; ++i) y[i] /= sum;
  }
}

__global__ void nothing_kernel() {}

std::vector<float> numbers(size_t n) {
  std::vector<float> out(n);
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<float>(i % 13) * 0.25f;
  return out;
}

void vector_add(benchmark::State& state) {
  set_executor_options({.workers = 1});
  const int n = 4 << 20;
  const std::vector<float> a = numbers(n), b = numbers(n);
  std::vector<float> y(n);
  testing::run_pairs(
      state, 12LL * n, [&] { add_loop(y.data(), a.data(), b.data(), n); },
      [&] { run_now<add_kernel>({.grid = n / 256, .block = 256}, y.data(), a.data(), b.data(), n); });
}
BENCHMARK(vector_add)->UseManualTime();

void tiled_matmul(benchmark::State& state) {
  set_executor_options({.workers = 1});
  const int n = 512;
  const std::vector<float> a = numbers(n * n), b = numbers(n * n);
  std::vector<float> c(n * n);
  testing::run_pairs(
      state, 12LL * n * n, [&] { matmul_loop(c.data(), a.data(), b.data(), n); },
      [&] {
        run_now<matmul_kernel>({.grid = {n / 32, n / 32}, .block = {32, 32}}, c.data(), a.data(), b.data(), n);
      });
}
BENCHMARK(tiled_matmul)->UseManualTime();

void row_softmax(benchmark::State& state) {
  set_executor_options({.workers = 1});
  const int height = 4096, width = 1024;
  const std::vector<float> x = numbers(static_cast<size_t>(height) * width);
  std::vector<float> y(x.size());
  testing::run_pairs(
      state, 8LL * height * width, [&] { softmax_loop(y.data(), x.data(), height, width); },
      [&] {
        run_now<softmax_kernel>({.grid = height / 4, .block = {32, 4}}, y.data(), x.data(), width);
      });
}
BENCHMARK(row_softmax)->UseManualTime();

void launch_of_one_thread(benchmark::State& state) {
  set_executor_options({.workers = 1});
  for (auto _ : state) run_now<nothing_kernel>({});
}
BENCHMARK(launch_of_one_thread);

/// `ratio`: time of one worker / time of two.
void two_workers(benchmark::State& state) {
  const int n = 512;
  const std::vector<float> a = numbers(n * n), b = numbers(n * n);
  std::vector<float> c(n * n);
  const auto with = [&](int workers) {
    set_executor_options({.workers = workers});
    run_now<matmul_kernel>({.grid = {n / 32, n / 32}, .block = {32, 32}}, c.data(), a.data(), b.data(), n);
  };
  testing::run_pairs(
      state, 12LL * n * n, [&] { with(1); }, [&] { with(2); });
}
BENCHMARK(two_workers)->UseManualTime();

}  // namespace
