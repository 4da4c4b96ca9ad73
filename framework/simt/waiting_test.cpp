// Threads and blocks that wait for one another in ways other than a barrier of the block.
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "framework/simt/atomics.h"
#include "framework/simt/cooperative_groups.h"
#include "framework/simt/execute.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

/// One lock for all; its owner waits for the other lanes' owners in the middle of what it does.
__global__ void lock_kernel(int* lock, int* count, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    while (atomicCAS(lock, 0, 1) != 0) {}
    const int before = *static_cast<volatile int*>(count);
    for (int i = 0; i < 40; ++i) __nanosleep(10);  // lets others in, if the lock does
    *static_cast<volatile int*>(count) = before + 1;
    __threadfence();
    atomicExch(lock, 0);
  }
}

/// Block b waits for the flag of block b + 1, so blocks that come later have to begin.
__global__ void chain_kernel(int* flags, int* values) {
  __shared__ int mine;
  const unsigned b = blockIdx.x;
  if (threadIdx.x == 0) {
    mine = static_cast<int>(b) * 10;
    if (b + 1 < gridDim.x) {
      while (atomicAdd(&flags[b + 1], 0) == 0) {}
      values[b] = values[b + 1] + mine;
    } else {
      values[b] = mine;
    }
    __threadfence();
    atomicExch(&flags[b], 1);
  }
  __syncthreads();
  if (threadIdx.x == 1 && mine != static_cast<int>(b) * 10) values[b] = -1;  // shared memory stays the block's own
}

/// Sums of neighbours, again and again, with a barrier of the grid between: all blocks work on one array.
__global__ void stencil_kernel(int64_t* a, int64_t* b, int n, int rounds) {
  const auto grid = cooperative_groups::this_grid();
  const auto i = static_cast<int>(grid.thread_rank());
  for (int round = 0; round < rounds; ++round) {
    if (i < n) b[i] = a[i] + a[(i + 1) % n];
    grid.sync();
    if (i < n) a[i] = b[i];
    grid.sync();
  }
}

__global__ void wait_for_flag_kernel(int* flag) {
  if (threadIdx.x == 33)
    while (atomicAdd(flag, 0) == 0) {}
}

__global__ void read_flag_kernel(const volatile int* flag) {
  while (*flag == 0) {}
}

__global__ void half_sync_kernel() {
  if (blockIdx.x < 2) cooperative_groups::this_grid().sync();
}

}  // namespace

TEST_CASE("a lock is handed from thread to thread, within a warp, a block and between blocks") {
  const auto [blocks, threads] = GENERATE(std::pair(1U, 33U), std::pair(1U, 64U), std::pair(3U, 2U));
  const int workers = GENERATE(1, 2);
  CAPTURE(workers);
  set_executor_options({.workers = workers});
  int lock = 0, count = 0;
  CHECK(run_now<lock_kernel>({.grid = blocks, .block = threads}, &lock, &count, 2) == LaunchStatus::done);
  set_executor_options({});
  CHECK(count == static_cast<int>(blocks * threads) * 2);
}

TEST_CASE("a block may wait for one that has not begun") {
  const unsigned blocks = GENERATE(1U, 2U, 7U);
  const int workers = GENERATE(1, 2);
  CAPTURE(blocks, workers);
  set_executor_options({.workers = workers});
  std::vector<int> flags(blocks + 1), values(blocks + 1);
  CHECK(run_now<chain_kernel>({.grid = blocks, .block = 64}, flags.data(), values.data()) == LaunchStatus::done);
  set_executor_options({});
  int want = 0;
  for (size_t b = blocks; b-- > 0;) CHECK(values[b] == (want += static_cast<int>(b) * 10));
}

TEST_CASE("a barrier of the grid holds all blocks") {
  const int n = GENERATE(1, 31, 33, 1000);
  const int workers = GENERATE(1, 2);
  const uint64_t order = GENERATE(0U, 5U);
  CAPTURE(n, workers, order);
  std::vector<int64_t> a(static_cast<size_t>(n)), b(a.size());
  std::iota(a.begin(), a.end(), 1);
  std::vector<int64_t> want = a;
  for (int round = 0; round < 5; ++round) {
    std::vector<int64_t> next = want;
    for (size_t i = 0; i < want.size(); ++i) next[i] += want[(i + 1) % want.size()];
    want = next;
  }
  set_executor_options({.workers = workers, .order = order});
  const auto blocks = static_cast<unsigned>((n + 63) / 64);
  CHECK(run_now<stencil_kernel>({.grid = blocks, .block = 64, .cooperative = true}, a.data(), b.data(), n, 5) ==
        LaunchStatus::done);
  set_executor_options({});
  CHECK(a == want);
}

TEST_CASE("a thread that waits for what nobody will do is found") {
  set_executor_options({.workers = 1, .patience = 0.05});
  int flag = 0;
  const LaunchStatus status = run_now<wait_for_flag_kernel>({.grid = 2, .block = 64}, &flag);
  set_executor_options({});
  REQUIRE(status == LaunchStatus::faulted);
  CHECK(last_fault().fault == Fault::spinning);
  CHECK(last_fault().kernel == "wait_for_flag_kernel");
  CHECK(last_fault().thread == 33);
  CHECK(last_fault().report.find("thread (33,0,0)") != std::string::npos);
}

TEST_CASE("a thread that only reads is found by the watchdog") {
  set_executor_options({.workers = 1, .patience = 0.05});
  const int flag = 0;
  const LaunchStatus status = run_now<read_flag_kernel>({.grid = 2, .block = 64}, &flag);
  set_executor_options({});
  REQUIRE(status == LaunchStatus::faulted);
  CHECK(last_fault().fault == Fault::spinning);
  CHECK(last_fault().block == 0);
  CHECK(last_fault().thread == 0);
  CHECK(last_fault().report.find("__nanosleep()") != std::string::npos);
  CHECK(last_fault().pc != nullptr);
}

TEST_CASE("a barrier of the grid that not all blocks reach is a deadlock") {
  const int workers = GENERATE(1, 2);
  set_executor_options({.workers = workers});
  const LaunchStatus status = run_now<half_sync_kernel>({.grid = 5, .block = 32, .cooperative = true});
  set_executor_options({});
  REQUIRE(status == LaunchStatus::faulted);
  CHECK(last_fault().fault == Fault::deadlock);
  CHECK(last_fault().report.find("2 blocks wait at grid.sync(), the other 3 have ended") != std::string::npos);
}
