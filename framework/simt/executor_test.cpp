#include <numeric>
#include <vector>

#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

__global__ void add_kernel(float* y, const float* a, const float* b, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = a[i] + b[i];
}

template <int kTile>
__global__ void matmul_kernel(float* c, const float* a, const float* b, int n) {
  __shared__ float as[kTile][kTile];
  __shared__ float bs[kTile][kTile];
  const unsigned tx = threadIdx.x, ty = threadIdx.y;
  const int row = static_cast<int>(blockIdx.y * kTile + ty), column = static_cast<int>(blockIdx.x * kTile + tx);
  float sum = 0;
  for (int k = 0; k < n; k += kTile) {
    const int ak = k + static_cast<int>(tx), bk = k + static_cast<int>(ty);
    as[ty][tx] = row < n && ak < n ? a[row * n + ak] : 0;
    bs[ty][tx] = column < n && bk < n ? b[bk * n + column] : 0;
    __syncthreads();
    for (int i = 0; i < kTile; ++i) sum += as[ty][i] * bs[i][tx];
    __syncthreads();
  }
  if (row < n && column < n) c[row * n + column] = sum;
}

__global__ void warp_sum_kernel(int* sums, const int* x, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  int value = i < n ? x[i] : 0;
  for (int delta = 16; delta > 0; delta /= 2)
    value += __shfl_down_sync(0xffffffff, value, static_cast<unsigned>(delta));
  if (threadIdx.x % 32 == 0) sums[i / 32] = value;
}

__global__ void reverse_kernel(int* y, const int* x) {
  int* shared = dynamic_shared<int>();
  shared[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  y[threadIdx.x] = shared[blockDim.x - 1 - threadIdx.x];
}

unsigned ceil_div(int n, int d) { return static_cast<unsigned>((n + d - 1) / d); }

std::vector<float> small_numbers(int n, int seed) {
  std::vector<float> out(static_cast<size_t>(n));
  for (int i = 0; i < n; ++i) out[static_cast<size_t>(i)] = static_cast<float>((i * 7 + seed) % 11 - 5);
  return out;
}

}  // namespace

TEST_CASE("a kernel without barriers runs once for each thread") {
  const int n = GENERATE(1, 31, 32, 33, 1000, 1024, 5000);
  const unsigned block = GENERATE(1U, 31U, 32U, 33U, 256U, 1024U);
  CAPTURE(n, block);
  const std::vector<float> a = small_numbers(n, 1), b = small_numbers(n, 2);
  std::vector<float> y(static_cast<size_t>(n), -100);
  launch<add_kernel>({.grid = ceil_div(n, static_cast<int>(block)), .block = block}, y.data(), a.data(), b.data(), n);
  for (size_t i = 0; i < y.size(); ++i) REQUIRE(y[i] == a[i] + b[i]);
}

TEST_CASE("a tiled product with barriers in a loop is right") {
  const int n = GENERATE(1, 31, 32, 33, 100);
  CAPTURE(n);
  const std::vector<float> a = small_numbers(n * n, 1), b = small_numbers(n * n, 2);
  std::vector<float> c(static_cast<size_t>(n * n), -100);
  SECTION("tile 32") {
    launch<matmul_kernel<32>>({.grid = {ceil_div(n, 32), ceil_div(n, 32)}, .block = {32, 32}}, c.data(), a.data(),
                              b.data(), n);
  }
  SECTION("tile 8") {
    launch<matmul_kernel<8>>({.grid = {ceil_div(n, 8), ceil_div(n, 8)}, .block = {8, 8}}, c.data(), a.data(), b.data(),
                             n);
  }
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      float sum = 0;
      for (int k = 0; k < n; ++k) sum += a[static_cast<size_t>(row * n + k)] * b[static_cast<size_t>(k * n + column)];
      REQUIRE(c[static_cast<size_t>(row * n + column)] == sum);
    }
  }
}

TEST_CASE("a warp sums by shuffles") {
  const int n = GENERATE(1, 31, 32, 33, 1000, 1024);
  std::vector<int> x(static_cast<size_t>(n));
  std::iota(x.begin(), x.end(), 1);
  std::vector<int> sums(ceil_div(n, 256) * 8);
  launch<warp_sum_kernel>({.grid = ceil_div(n, 256), .block = 256}, sums.data(), x.data(), n);
  for (int w = 0; w * 32 < n; ++w) {
    int want = 0;
    for (int i = w * 32; i < std::min(n, w * 32 + 32); ++i) want += i + 1;
    REQUIRE(sums[static_cast<size_t>(w)] == want);
  }
}

TEST_CASE("dynamic shared memory belongs to the block") {
  const unsigned n = GENERATE(1U, 31U, 32U, 33U, 1000U, 1024U);
  std::vector<int> x(n), y(n);
  std::iota(x.begin(), x.end(), 0);
  launch<reverse_kernel>({.block = n, .shared_bytes = n * sizeof(int)}, y.data(), x.data());
  for (size_t i = 0; i < n; ++i) REQUIRE(y[i] == x[n - 1 - i]);
}

TEST_CASE("a kernel's name is as the source has it") {
  CHECK(std::string(detail::KernelName<add_kernel>::text.data()) == "add_kernel");
  CHECK(std::string(detail::KernelName<matmul_kernel<32>>::text.data()) == "matmul_kernel<32>");
}
