// Launches as a whole: many, large, and shared among workers.
#include <sys/resource.h>

#include <chrono>
#include <climits>
#include <vector>

#include "framework/simt/atomics.h"
#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

__device__ int device_counter = 5;
__constant__ int device_table[3] = {1, 2, 3};

__device__ __attribute__((noinline)) int twice(int x) { return 2 * x; }
__device__ int twice_and_one(int x) { return twice(x) + 1; }

__global__ void count_kernel(int* count) { *count += 1; }

__global__ void globals_kernel(int* out) {
  if (threadIdx.x == 0) *out = atomicAdd(&device_counter, device_table[blockIdx.x % 3]);
}

__global__ void nested_kernel(int* y) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  y[i] = twice_and_one(twice(i));
}

/// Sums in floating point, whose last bits tell in which order it was done; block by block.
__global__ void sums_kernel(float* sums, const float* x, int n) {
  __shared__ float warps[8];
  float sum = 0;
  for (int i = static_cast<int>(threadIdx.x); i < n; i += static_cast<int>(blockDim.x))
    sum += x[(i * 7 + static_cast<int>(blockIdx.x)) % n];
  for (int by = 16; by > 0; by /= 2) sum += __shfl_down_sync(~0U, sum, static_cast<unsigned>(by));
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = sum;
  __syncthreads();
  if (threadIdx.x != 0) return;
  for (int w = 1; w < 8; ++w) sum += warps[w];
  sums[blockIdx.x] = sum;
}

/// Of more threads than an int can count, those of the last blocks say that they were here.
template <class Index>
__global__ void huge_kernel(int* here, unsigned first_block, Index from) {
  if (blockIdx.x < first_block) return;
  const Index i = static_cast<Index>(blockIdx.x) * static_cast<Index>(blockDim.x) + static_cast<Index>(threadIdx.x);
  here[i - from] += 1;
}

/// Fills what is left of a cube whose number of threads no int can hold.
__global__ void cube_kernel(int* here, size_t from) {
  if (blockIdx.z != gridDim.z - 1 || blockIdx.y != gridDim.y - 1) return;
  const size_t row = (size_t{blockIdx.z} * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const size_t i = row * blockDim.x + threadIdx.x;
  here[i - from] += 1;
}

long resident_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

template <class Index>
void check_huge() {
  constexpr unsigned kBlock = 1024, kBlocks = (1U << 21) + 3;  // 2^31 threads and some
  constexpr unsigned kLast = 5;
  std::vector<int> here(kLast * kBlock);
  REQUIRE(run_now<huge_kernel<Index>>({.grid = kBlocks, .block = kBlock}, here.data(), kBlocks - kLast,
                                      static_cast<Index>(kBlocks - kLast) * kBlock) == LaunchStatus::done);
  REQUIRE(here == std::vector<int>(kLast * kBlock, 1));
}

}  // namespace

TEST_CASE("a million launches take no more memory or time each than the first ones") {
  int count = 0;
  const auto launches = [&](int n) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < n; ++i) run_now<count_kernel>({}, &count);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  launches(1000);
  const double before = launches(100000);
  const long memory = resident_kilobytes();
  launches(800000);
  const double after = launches(100000);
  CHECK(count == 1001000);
  CHECK(resident_kilobytes() - memory < 1024);
  CHECK(after < 5 * before);
}

TEST_CASE("__device__ variables keep their values from launch to launch, __constant__ ones are read") {
  int before = 0;
  for (const int want : {5, 6, 7}) {
    run_now<globals_kernel>({.grid = 1, .block = 64}, &before);
    CHECK(before == want);
  }
  run_now<globals_kernel>({.grid = 3, .block = 64}, &before);
  CHECK(device_counter == 8 + 1 + 2 + 3);
  device_counter = 5;
}

TEST_CASE("device functions may call device functions") {
  std::vector<int> y(1000);
  run_now<nested_kernel>({.grid = 10, .block = 100}, y.data());
  for (size_t i = 0; i < y.size(); ++i) REQUIRE(y[i] == static_cast<int>(4 * i + 1));
}

TEST_CASE("results are the same bits with one worker and two, and in any order of threads") {
  const int n = 10007;
  std::vector<float> x(n), once(500), again(500);
  for (size_t i = 0; i < x.size(); ++i) x[i] = 1.0f / static_cast<float>(i + 1);
  const auto sums = [&](std::vector<float>& out, const ExecutorOptions& options) {
    set_executor_options(options);
    run_now<sums_kernel>({.grid = 500, .block = 256}, out.data(), x.data(), n);
    set_executor_options({});
  };
  sums(once, {.workers = 1});
  const int workers = GENERATE(1, 2, 3);
  const uint64_t order = GENERATE(0U, 3U);
  CAPTURE(workers, order);
  sums(again, {.workers = workers, .order = order});
  CHECK(once == again);
}

TEST_CASE("more threads than an int can count have numbers of their own") {
  check_huge<unsigned>();
  check_huge<size_t>();
}

TEST_CASE("a grid may be so deep and high that its threads are more than an int can count") {
  const dim3 grid(64, 1024, 64);
  const size_t threads = size_t{64} * 1024 * 64 * 1024, n = size_t{64} * 1024;
  REQUIRE(threads > INT_MAX);
  std::vector<int> here(n);
  REQUIRE(run_now<cube_kernel>({.grid = grid, .block = 1024}, here.data(), threads - n) == LaunchStatus::done);
  CHECK(here == std::vector<int>(n, 1));
}
