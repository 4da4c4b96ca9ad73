// Blocks of one row that follow one another begin inside the loop over threads: nobody may notice.
#include <string>
#include <vector>

#include "framework/simt/address_space.h"
#include "framework/simt/async_copy.h"
#include "framework/simt/atomics.h"
#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

constexpr unsigned kThreads = 64;

int value_of(unsigned x, unsigned y, unsigned z, unsigned thread) {
  return static_cast<int>(((z * 7 + y) * 1000 + x) * kThreads + thread);
}

/// Each thread says where it is. Blocks whose number has rest `waits` of 5 meet at a barrier first.
__global__ void places_kernel(int* out, unsigned waits) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  if (block % 5 == waits) __syncthreads();
  out[block * kThreads + threadIdx.x] += value_of(blockIdx.x, blockIdx.y, blockIdx.z, threadIdx.x);
}

/// The block waits for the one behind it, if its number has rest 3 of 7.
__global__ void forward_kernel(int* flags) {
  const unsigned block = blockIdx.x;
  if (block % 7 == 3 && block + 1 < gridDim.x && threadIdx.x == 1) {
    while (atomicAdd(&flags[block + 1], 0) == 0) {}
  }
  if (threadIdx.x == kThreads - 1) atomicExch(&flags[block], 1);
}

__global__ void clock_kernel(long long* first) {
  if (threadIdx.x == 0 && blockIdx.x % 3 != 1) first[blockIdx.x] = clock64();
}

/// Copies that are begun and never waited for must not become another block's.
__global__ void copies_kernel(int* out, const int* in) {
  alignas(16) __shared__ int buffer[4];
  if (threadIdx.x != 0) return;
  if (blockIdx.x % 2 == 0) {
    __pipeline_memcpy_async(buffer, in, 16);
    __pipeline_commit();
    return;
  }
  buffer[0] = -static_cast<int>(blockIdx.x);
  __pipeline_commit();
  __pipeline_wait_prior(0);
  out[blockIdx.x] = buffer[0];
}

__global__ void fault_kernel(int* const* rows, unsigned which) {
  if (blockIdx.x == which && threadIdx.x == 5) *rows[which] = 1;
}

std::vector<int> expected_places(dim3 grid) {
  std::vector<int> out;
  for (unsigned z = 0; z < grid.z; ++z)
    for (unsigned y = 0; y < grid.y; ++y)
      for (unsigned x = 0; x < grid.x; ++x)
        for (unsigned thread = 0; thread < kThreads; ++thread) out.push_back(value_of(x, y, z, thread));
  return out;
}

}  // namespace

TEST_CASE("blocks that follow one another have their own numbers, in every grid, whether or not some of them wait") {
  for (const int workers : {1, 2, 3}) {
    set_executor_options({.workers = workers});
    for (const dim3 grid :
         {dim3{1}, dim3{7}, dim3{64}, dim3{67}, dim3{1, 50}, dim3{5, 3, 2}, dim3{70, 3, 2}, dim3{257, 2}}) {
      for (const unsigned waits : {5U, 0U, 3U}) {  // rest 5: none
        std::vector<int> out(size_t{grid.x} * grid.y * grid.z * kThreads);
        REQUIRE(run_now<places_kernel>({.grid = grid, .block = kThreads}, out.data(), waits) == LaunchStatus::done);
        REQUIRE(out == expected_places(grid));
      }
    }
  }
  set_executor_options({});
}

TEST_CASE("a block may wait for the one behind it, which would have begun in the same loop") {
  for (const int workers : {1, 2}) {
    set_executor_options({.workers = workers});
    std::vector<int> flags(500);
    REQUIRE(run_now<forward_kernel>({.grid = 500, .block = kThreads}, flags.data()) == LaunchStatus::done);
    REQUIRE(flags == std::vector<int>(500, 1));
  }
  set_executor_options({});
}

TEST_CASE("clocks and copies that nobody waits for are each block's own") {
  set_executor_options({.workers = 1});
  std::vector<long long> first(300, -1);
  REQUIRE(run_now<clock_kernel>({.grid = 300, .block = kThreads}, first.data()) == LaunchStatus::done);
  for (size_t block = 0; block < first.size(); ++block) REQUIRE(first[block] == (block % 3 == 1 ? -1 : first[0]));

  alignas(16) const int in[4] = {1, 2, 3, 4};
  std::vector<int> out(300);
  REQUIRE(run_now<copies_kernel>({.grid = 300, .block = kThreads}, out.data(), &in[0]) == LaunchStatus::done);
  for (int block = 1; block < 300; block += 2) REQUIRE(out[static_cast<size_t>(block)] == -block);
  set_executor_options({});
}

TEST_CASE("a fault names the block in which it is, and launches after it are as ever") {
  set_executor_options({.workers = 1});
  std::vector<int*> rows(300, nullptr);
  for (const unsigned which : {0U, 1U, 100U, 299U}) {
    REQUIRE(run_now<fault_kernel>({.grid = 300, .block = kThreads}, rows.data(), which) == LaunchStatus::faulted);
    const std::string text = last_fault().report;
    INFO(text);
    REQUIRE(text.find("block (" + std::to_string(which) + ",0,0)") != std::string::npos);
    std::vector<int> out(64 * kThreads);
    REQUIRE(run_now<places_kernel>({.grid = 64, .block = kThreads}, out.data(), 5U) == LaunchStatus::done);
    REQUIRE(out == expected_places(64));
  }
  set_executor_options({});
}
