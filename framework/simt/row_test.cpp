// Rows of threads that g++ turns into vector instructions: this file is compiled with -O3, as kernels are.
#include "framework/simt/row_test.h"

#include <cstddef>
#include <numeric>
#include <vector>

#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

template <class T, class Index>
__global__ void add_kernel(T* y, const T* a, const T* b, Index n) {
  const Index i = static_cast<Index>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = static_cast<T>(a[i] + b[i]);
}

template <class T, class Index>
void check_add(int n, unsigned block) {
  std::vector<T> a(static_cast<size_t>(n)), b(a.size()), y(a.size(), T(99));
  for (int i = 0; i < n; ++i) {
    a[static_cast<size_t>(i)] = static_cast<T>(i % 50);
    b[static_cast<size_t>(i)] = static_cast<T>(i % 7);
  }
  const unsigned grid = (static_cast<unsigned>(n) + block - 1) / block;
  REQUIRE(run_now<add_kernel<T, Index>>({.grid = grid, .block = block}, y.data(), a.data(), b.data(), n) ==
          LaunchStatus::done);
  for (int i = 0; i < n; ++i) REQUIRE(y[static_cast<size_t>(i)] == static_cast<T>(i % 50 + i % 7));
}

/// Columns of an image, from both dimensions, in place.
__global__ void scale_kernel(int* image, int width, int height, int by) {
  const int x = static_cast<int>(threadIdx.x + blockDim.x * blockIdx.x);
  const int y = static_cast<int>(blockDim.y * blockIdx.y + threadIdx.y);
  if (x >= width || y >= height) return;
  image[y * width + x] *= by;
}

/// Some threads wait, in the middle of their row; the others do not.
__global__ void some_wait_kernel(int* order, unsigned waiter) {
  if (threadIdx.x == waiter) __syncthreads();
  order[threadIdx.x] = static_cast<int>(threadIdx.x) + lane();
}

__global__ void lanes_kernel(int* out) {
  out[blockIdx.x * blockDim.x * blockDim.y + threadIdx.y * blockDim.x + threadIdx.x] = thread_number() * 100 + lane();
}

__global__ void shared_copy_kernel(unsigned* y, unsigned n) {
  const unsigned i = llmsys::simt::testing::place_in_grid();
  if (i < n) y[i] = i + 1;
}

__global__ void wild_store_kernel(float** rows, float value) { *rows[threadIdx.x] = value; }

}  // namespace

TEST_CASE("rows of any length add up, whatever the types") {
  const int n = GENERATE(1, 31, 32, 33, 1000, 5000);
  const unsigned block = GENERATE(1U, 31U, 32U, 33U, 100U, 256U, 1024U);
  CAPTURE(n, block);
  check_add<float, int>(n, block);
  check_add<float, unsigned>(n, block);
  check_add<double, size_t>(n, block);
  check_add<int, int>(n, block);
  check_add<int, long>(n, block);
  check_add<unsigned char, int>(n, block);
}

TEST_CASE("rows lie in x, in any block") {
  const int width = GENERATE(1, 33, 100), height = GENERATE(1, 5, 64);
  const dim3 block = GENERATE(dim3(32, 8), dim3(8, 32), dim3(48, 2), dim3(1, 64));
  CAPTURE(width, height, block.x, block.y);
  std::vector<int> image(static_cast<size_t>(width * height));
  std::iota(image.begin(), image.end(), 1);
  const dim3 grid((static_cast<unsigned>(width) + block.x - 1) / block.x,
                  (static_cast<unsigned>(height) + block.y - 1) / block.y);
  REQUIRE(run_now<scale_kernel>({.grid = grid, .block = block}, image.data(), width, height, 3) == LaunchStatus::done);
  for (size_t i = 0; i < image.size(); ++i) REQUIRE(image[i] == static_cast<int>(i + 1) * 3);
}

TEST_CASE("a thread may wait in the middle of a row") {
  const unsigned threads = GENERATE(64U, 100U, 1000U), waiter = GENERATE(0U, 5U, 63U, 99U, 999U);
  CAPTURE(threads, waiter);
  std::vector<int> order(threads, -1);
  REQUIRE(run_now<some_wait_kernel>({.grid = 3, .block = threads}, order.data(), waiter) == LaunchStatus::done);
  for (unsigned i = 0; i < threads; ++i) REQUIRE(order[i] == static_cast<int>(i + i % 32));
}

TEST_CASE("threads of a row know their number and lane") {
  std::vector<int> out(2 * 200);
  REQUIRE(run_now<lanes_kernel>({.grid = 2, .block = {40, 5}}, out.data()) == LaunchStatus::done);
  for (int i = 0; i < 400; ++i) REQUIRE(out[static_cast<size_t>(i)] == i % 200 * 100 + i % 200 % 32);
}

TEST_CASE("an inline function of two files sees the thread of either") {
  const unsigned n = 1000;
  std::vector<unsigned> here(n), there(n), want(n);
  std::iota(want.begin(), want.end(), 1);
  run_now<shared_copy_kernel>({.grid = 10, .block = 100}, here.data(), n);
  llmsys::simt::testing::fill_in_other_file(there.data(), n);
  CHECK(here == want);
  CHECK(there == want);
}

TEST_CASE("which thread of a row did a wild store is found out") {
  const size_t culprit = GENERATE(0U, 37U, 99U);
  std::vector<float> out(100);
  std::vector<float*> rows(100);
  for (size_t i = 0; i < 100; ++i) rows[i] = i == culprit ? nullptr : &out[i];
  REQUIRE(run_now<wild_store_kernel>({.block = 100}, rows.data(), 1.0f) == LaunchStatus::faulted);
  CHECK(last_fault().fault == Fault::illegal_address);
  CHECK(last_fault().thread == static_cast<int>(culprit));
}
