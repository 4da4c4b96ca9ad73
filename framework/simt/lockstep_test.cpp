// Lanes that go in step, fall out of it and find it again: whatever they do, the results are those of the source.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "framework/simt/bit_math.h"
#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

constexpr int kRounds = 12;

/// Numbers that look random, the same for all that ask with the same numbers.
__host__ __device__ unsigned mixed(unsigned seed, unsigned a, unsigned b) {
  unsigned x = seed * 0x9e3779b9U + a * 0x85ebca6bU + b * 0xc2b2ae35U;
  x = (x ^ (x >> 16)) * 0x7feb352dU;
  return x ^ (x >> 15);
}

/// Lanes of a warp that meet in a round: all, halves, odd ones and even ones, or the lower ones and the others.
__host__ __device__ unsigned lanes_with(unsigned lane, unsigned pattern) {
  if (pattern % 4 == 0) return ~0U;
  if (pattern % 4 == 1) return lane < 16 ? 0x0000ffffU : 0xffff0000U;
  if (pattern % 4 == 2) return (lane & 1) != 0 ? 0xaaaaaaaaU : 0x55555555U;
  const unsigned lower = (1U << (1 + pattern / 4 % 31)) - 1;
  return (lower >> lane & 1) != 0 ? lower : ~lower;
}

/// In each round a warp, or some of its lanes, add what they have; then maybe the block meets, and shared memory is turned around.
/// Threads end when it is their time.
__global__ void wander_kernel(unsigned* out, unsigned seed) {
  __shared__ unsigned board[1024];
  const unsigned thread = threadIdx.x + blockDim.x * threadIdx.y, threads = blockDim.x * blockDim.y;
  const unsigned warp = thread / 32, lane = thread % 32, place = blockIdx.x * threads + thread;
  unsigned value = mixed(seed, place, 0) % 1000;
  const unsigned life = kRounds - (mixed(seed, warp, 77) % 3 == 0 ? mixed(seed, warp, 78) % kRounds : 0);
  for (unsigned round = 0; round < kRounds; ++round) {
    if (round < life) {
      const unsigned mask = lanes_with(lane, mixed(seed, warp, round + 1));
      unsigned sum = 0;
      for (int source = 0; source < 32; source += 5) sum += __shfl_sync(mask, value, source);
      value = value * 3 + sum + static_cast<unsigned>(__popc(__ballot_sync(mask, value % 2 == 0)));
    }
    if (mixed(seed, round, 99) % 2 == 0) {
      board[thread] = value;
      const int odd = __syncthreads_count(value % 2 == 1);
      value += board[threads - 1 - thread] + static_cast<unsigned>(odd);
      __syncthreads();
    }
    if (round == kRounds - 1 && mixed(seed, warp, 5) % 2 == 0) break;
  }
  out[place] = value;
}

/// The same for a block, on the host.
void wander(unsigned* out, unsigned block, unsigned threads, unsigned seed) {
  std::vector<unsigned> value(threads), next;
  for (unsigned t = 0; t < threads; ++t) value[t] = mixed(seed, block * threads + t, 0) % 1000;
  for (unsigned round = 0; round < kRounds; ++round) {
    next = value;
    for (unsigned t = 0; t < threads; ++t) {
      const unsigned warp = t / 32, lane = t % 32, first = warp * 32;
      if (round >= kRounds - (mixed(seed, warp, 77) % 3 == 0 ? mixed(seed, warp, 78) % kRounds : 0)) continue;
      const unsigned mask = lanes_with(lane, mixed(seed, warp, round + 1));
      unsigned sum = 0, even = 0;
      for (unsigned l = 0; l < 32; ++l) {
        const bool comes = (mask >> l & 1) != 0 && first + l < threads;
        if (comes && value[first + l] % 2 == 0) ++even;
        if (l % 5 == 0) sum += comes ? value[first + l] : value[t];  // who did not come: the own value
      }
      next[t] = value[t] * 3 + sum + even;
    }
    value = next;
    if (mixed(seed, round, 99) % 2 != 0) continue;
    unsigned odd = 0;
    for (unsigned t = 0; t < threads; ++t) odd += value[t] % 2;
    for (unsigned t = 0; t < threads; ++t) next[t] = value[t] + value[threads - 1 - t] + odd;
    value = next;
  }
  std::copy(value.begin(), value.end(), out);
}

/// Threads end at the first, second and third barrier, and in their warps one after another.
__global__ void leave_kernel(int* counts) {
  for (int round = 0; round < 4; ++round) {
    if (static_cast<int>(threadIdx.x) % 4 == round) return;
    const int here = __syncthreads_count(1);
    if (threadIdx.x % 4 == 3) counts[round * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x)] = here;
  }
}

/// Blocks take turns at waiting and not waiting, so threads begin in step, in rows, and in step again.
__global__ void sometimes_kernel(int* out) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  int value = i;
  if (blockIdx.x / 3 % 2 == 0) value += __shfl_xor_sync(~0U, value, 1) - i;
  if (blockIdx.x % 5 == 0 && threadIdx.x >= 32) __syncthreads();
  out[i] = value;
}

}  // namespace

TEST_CASE("whatever lanes do in step and out of step, they compute what the source says") {
  const unsigned seed = GENERATE(range(1U, 13U));
  const dim3 block = GENERATE(dim3(32), dim3(256), dim3(100), dim3(16, 8), dim3(33, 3), dim3(1), dim3(1024));
  const uint64_t order = GENERATE(0U, 7U);
  const unsigned threads = block.x * block.y, blocks = 3;
  CAPTURE(seed, block.x, block.y, order);
  std::vector<unsigned> out(threads * blocks), want(out.size());
  for (unsigned b = 0; b < blocks; ++b) wander(&want[b * threads], b, threads, seed);
  set_executor_options({.workers = 1, .order = order});
  REQUIRE(run_now<wander_kernel>({.grid = blocks, .block = block}, out.data(), seed) == LaunchStatus::done);
  set_executor_options({});
  REQUIRE(out == want);
}

TEST_CASE("a barrier waits for those that are left") {
  const unsigned threads = GENERATE(4U, 32U, 100U, 256U);
  std::vector<int> counts(4 * threads, -1);
  REQUIRE(run_now<leave_kernel>({.grid = 5, .block = threads}, counts.data()) == LaunchStatus::done);
  for (unsigned round = 0; round < 3; ++round) {
    for (unsigned t = 3; t < threads; t += 4)
      REQUIRE(counts[round * threads + t] == static_cast<int>(threads / 4 * (3 - round)));
  }
}

TEST_CASE("blocks that wait and blocks that do not may follow one another") {
  const unsigned threads = GENERATE(32U, 64U, 96U, 256U);
  std::vector<int> out(40 * threads, -1);
  REQUIRE(run_now<sometimes_kernel>({.grid = 40, .block = threads}, out.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < out.size(); ++i) {
    const unsigned block = i / threads;
    REQUIRE(out[i] == static_cast<int>(block / 3 % 2 == 0 ? i ^ 1 : i));
  }
}
