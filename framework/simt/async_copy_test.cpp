#include "framework/simt/async_copy.h"

#include <vector>

#include "framework/simt/execute.h"
#include "framework/simt/runtime.h"
#include "framework/simt/sync.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;
using Catch::Matchers::Contains;

// Each thread copies one float through shared memory, and looks at it before and after the wait.
__global__ void look_early_kernel(float* early, float* late, const float* x) {
  __shared__ float tile[64];
  const unsigned i = threadIdx.x;
  tile[i] = -1;
  __pipeline_memcpy_async(&tile[i], &x[i], 4);
  __pipeline_commit();
  early[i] = tile[i];
  __pipeline_wait_prior(0);
  late[i] = tile[i];
}

// Two groups in flight: what is there after waiting for all but the latest one.
__global__ void two_groups_kernel(float* first, float* second, const float* x) {
  __shared__ __align__(16) float tile[2][4];
  for (int group = 0; group < 2; ++group) {
    for (int i = 0; i < 4; ++i) tile[group][i] = -1;
    __pipeline_memcpy_async(tile[group], x + 4 * group, 16);
    __pipeline_commit();
  }
  __pipeline_wait_prior(1);
  *first = tile[0][3], *second = tile[1][3];
}

// Reads two of four numbers and fills the rest with zeros; a copy that is not committed is not waited for.
__global__ void zeros_kernel(float* y, const float* x) {
  __shared__ __align__(16) float tile[8];
  for (float& number : tile) number = -1;
  __pipeline_memcpy_async(tile, x, 16, 8);
  __pipeline_commit();
  __pipeline_memcpy_async(tile + 4, x, 16);
  __pipeline_wait_prior(0);
  for (int i = 0; i < 8; ++i) y[i] = tile[i];
}

__global__ void leave_kernel(const float* x) {
  __shared__ float tile[1];
  __pipeline_memcpy_async(tile, x, 4);
  __pipeline_commit();
}

// Waits for copies that its block never began.
__global__ void wait_kernel(float* y) {
  __shared__ float tile[1];
  tile[0] = 5;
  __pipeline_wait_prior(0);
  *y = tile[0];
}

__global__ void copy_kernel(const float* x, size_t bytes) {
  __shared__ __align__(16) float tile[8];
  __pipeline_memcpy_async(tile, x, bytes);
}

struct WholeBlock {
  [[nodiscard]] unsigned thread_rank() const { return threadIdx.x; }
  [[nodiscard]] unsigned num_threads() const { return blockDim.x; }
  void sync() const { __syncthreads(); }
};

__global__ void group_copy_kernel(float* y, const float* x, int n) {
  float* tile = dynamic_shared<float>();
  const WholeBlock block;
  cooperative_groups::memcpy_async(block, tile, x, sizeof(float) * static_cast<size_t>(n));
  cooperative_groups::wait(block);
  for (int i = n - 1 - static_cast<int>(threadIdx.x); i >= 0; i -= static_cast<int>(blockDim.x)) y[i] = tile[n - 1 - i];
}

std::vector<float> counting(int n) {
  std::vector<float> out;
  for (int i = 0; i < n; ++i) out.push_back(static_cast<float>(i));
  return out;
}

// What the last kernel did wrong; kernels run again afterwards.
std::string fault_report() {
  cudaDeviceReset();
  return last_fault().report;
}

}  // namespace

TEST_CASE("a copy is there after the wait, and not before") {
  const std::vector<float> x = counting(64);
  std::vector<float> early(64), late(64);
  launch<look_early_kernel>({.grid = 2, .block = 64}, early.data(), late.data(), x.data());
  CHECK(early == std::vector<float>(64, -1));
  CHECK(late == x);
}

TEST_CASE("waiting for all but the latest group leaves that one in flight") {
  alignas(16) const float x[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  float first = 0, second = 0;
  launch<two_groups_kernel>({}, &first, &second, &x[0]);
  CHECK(first == 3);
  CHECK(second == -1);
}

TEST_CASE("zeros fill the end, and what is not committed stays in flight") {
  alignas(16) const float x[4] = {1, 2, 3, 4};
  std::vector<float> y(8);
  launch<zeros_kernel>({}, y.data(), &x[0]);
  CHECK(y == std::vector<float>{1, 2, 0, 0, -1, -1, -1, -1});
}

TEST_CASE("copies that a block left behind are not the next one's") {
  const float x = 7;
  float y = 0;
  launch<leave_kernel>({.grid = 3}, &x);
  launch<wait_kernel>({.grid = 1}, &y);
  CHECK(y == 5);
}

TEST_CASE("a group copies any number of floats") {
  for (const int n : {1, 2, 31, 64, 100}) {
    CAPTURE(n);
    const std::vector<float> x = counting(n);
    std::vector<float> y(x.size());
    launch<group_copy_kernel>({.block = 32, .shared_bytes = sizeof(float) * x.size()}, y.data(), x.data(), n);
    CHECK(std::vector<float>(y.rbegin(), y.rend()) == x);
  }
}

TEST_CASE("copies of other sizes or misaligned ones end the kernel with a report") {
  alignas(16) const float x[8] = {};
  launch<copy_kernel>({}, &x[2], 16);
  CHECK_THAT(fault_report(), Contains("multiples of the size, 16 bytes; the shared one lies 0 bytes beyond one, "
                                      "the global one 8"));
  launch<copy_kernel>({}, &x[0], 12);
  CHECK_THAT(fault_report(), Contains("4, 8 or 16 bytes") && Contains("got 12 bytes"));
}
