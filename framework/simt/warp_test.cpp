#include "framework/simt/warp.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <vector>

#include "framework/simt/bfloat16.h"
#include "framework/simt/execute.h"
#include "framework/simt/half.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

constexpr unsigned kAll = 0xffffffff;

/// Every kind of shuffle of the thread's own number, by segments of `width`.
__global__ void shuffles_kernel(int* out /*(4,32)*/, int by, int width) {
  const int i = static_cast<int>(threadIdx.x);
  const auto delta = static_cast<unsigned>(by);
  out[i] = __shfl_sync(kAll, i, by, width);
  out[32 + i] = __shfl_up_sync(kAll, i, delta, width);
  out[64 + i] = __shfl_down_sync(kAll, i, delta, width);
  out[96 + i] = __shfl_xor_sync(kAll, i, by, width);
}

template <class T>
__global__ void rotate_kernel(T* out, const T* in) {
  out[threadIdx.x] = __shfl_sync(kAll, in[threadIdx.x], static_cast<int>(threadIdx.x) + 1);
}

template <class T>
void check_rotation(T (*make)(int)) {
  std::vector<T> in, out(32);
  for (int i = 0; i < 32; ++i) in.push_back(make(i));
  REQUIRE(run_now<rotate_kernel<T>>({.block = 32}, out.data(), in.data()) == LaunchStatus::done);
  for (size_t i = 0; i < 32; ++i) CHECK(std::memcmp(&out[i], &in[(i + 1) % 32], sizeof(T)) == 0);
}

/// Lanes whose number is a multiple of 3 vote apart from the rest, and in another order of masks.
__global__ void votes_kernel(unsigned* ballots, int* any, int* all) {
  const unsigned i = threadIdx.x;
  const unsigned thirds = 0x49249249, mask = i % 3 == 0 ? thirds : ~thirds;
  for (int round = 0; round < 3; ++round) {
    if (i % 3 == 0)
      ballots[i] = __ballot_sync(mask, i % 2);
    else
      ballots[i] = __ballot_sync(mask, i < 16);
    any[i] = __any_sync(mask, i == 30);
    all[i] = __all_sync(mask, i % 3 == 0);
    __syncwarp();
  }
}

__global__ void reductions_kernel(unsigned* out /*(9,32)*/, const int* in) {
  const unsigned i = threadIdx.x;
  const int x = in[i];
  const auto u = static_cast<unsigned>(x);
  const unsigned mask = i < 20 ? 0xfffff : ~0xfffffU;
  out[i] = static_cast<unsigned>(__reduce_add_sync(mask, x));
  out[32 + i] = static_cast<unsigned>(__reduce_min_sync(mask, x));
  out[64 + i] = static_cast<unsigned>(__reduce_max_sync(mask, x));
  out[96 + i] = __reduce_min_sync(mask, u);
  out[128 + i] = __reduce_max_sync(mask, u);
  out[160 + i] = __reduce_and_sync(mask, u);
  out[192 + i] = __reduce_or_sync(mask, u);
  out[224 + i] = __reduce_xor_sync(mask, u);
  out[256 + i] = __reduce_add_sync(mask, u);
}

__global__ void matches_kernel(unsigned* any, unsigned* all, int* all_equal, double value_of_first) {
  const unsigned i = threadIdx.x;
  any[i] = __match_any_sync(kAll, static_cast<long long>(i % 5));
  all[i] = __match_all_sync(kAll, i == 0 ? value_of_first : 1.0, &all_equal[i]);
}

/// Lanes leave one after another; those that are left still meet under the full mask.
__global__ void leave_kernel(unsigned* ballots /*(32)*/, int threads) {
  const int i = static_cast<int>(threadIdx.x);
  for (int round = 0; round < threads; ++round) {
    if (round == i) return;
    ballots[round] = __ballot_sync(kAll, 1);
  }
}

/// Warps of many masks at once: each lane meets every other lane alone.
__global__ void pairs_kernel(int* sums) {
  const int i = static_cast<int>(threadIdx.x) % 32;
  int sum = 0;
  for (int distance = 1; distance < 32; ++distance) {
    const unsigned mask = 1U << i | 1U << (i ^ distance);
    sum += __shfl_sync(mask, i, i ^ distance);
  }
  sums[threadIdx.x] = sum;
}

}  // namespace

TEST_CASE("shuffles move values within segments, and keep them at the ends") {
  const int width = GENERATE(1, 2, 8, 32);
  const int by = GENERATE(0, 1, 3, 7, 31);
  CAPTURE(width, by);
  std::vector<int> out(128, -1);
  REQUIRE(run_now<shuffles_kernel>({.block = 32}, out.data(), by, width) == LaunchStatus::done);
  for (int i = 0; i < 32; ++i) {
    const int begin = i / width * width, end = begin + width;
    const auto at = [&](int row) { return out[static_cast<size_t>(32 * row + i)]; };
    CHECK(at(0) == begin + by % width);
    CHECK(at(1) == (i - by >= begin ? i - by : i));
    CHECK(at(2) == (i + by < end ? i + by : i));
    CHECK(at(3) == ((i ^ by) < end ? i ^ by : i));
  }
}

TEST_CASE("values of 1 to 8 bytes are shuffled whole") {
  check_rotation<signed char>([](int i) { return static_cast<signed char>(-i); });
  check_rotation<unsigned short>([](int i) { return static_cast<unsigned short>(65535 - i); });
  check_rotation<int>([](int i) { return -i; });
  check_rotation<float>([](int i) { return 1.0f / static_cast<float>(i); });
  check_rotation<double>([](int i) { return 1.0 / (i + 3); });
  check_rotation<long long>([](int i) { return std::numeric_limits<long long>::min() + i; });
  check_rotation<__half>([](int i) { return __half(static_cast<float>(i)); });
  check_rotation<__nv_bfloat16>([](int i) { return __nv_bfloat16(static_cast<float>(i)); });
  check_rotation<__half2>([](int i) { return __half2(static_cast<float>(i), static_cast<float>(-i)); });
  check_rotation<float2>([](int i) { return float2{static_cast<float>(i), 0.5f}; });
}

TEST_CASE("votes count the lanes of their mask only") {
  std::vector<unsigned> ballots(32);
  std::vector<int> any(32), all(32);
  REQUIRE(run_now<votes_kernel>({.block = 32}, ballots.data(), any.data(), all.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < 32; ++i) {
    const bool third = i % 3 == 0;
    CHECK(ballots[i] == (third ? 0x49249249 & 0xaaaaaaaa : ~0x49249249U & 0xffff));
    CHECK(any[i] == (third ? 1 : 0));
    CHECK(all[i] == (third ? 1 : 0));
  }
}

TEST_CASE("reductions agree with a loop, signed and unsigned, in two groups") {
  std::vector<int> in;
  for (int i = 0; i < 32; ++i) in.push_back((i * 0x1234567 + 99) ^ (i % 2 == 0 ? 0 : -1));
  std::vector<unsigned> out(9 * 32);
  REQUIRE(run_now<reductions_kernel>({.block = 32}, out.data(), in.data()) == LaunchStatus::done);
  for (size_t i = 0; i < 32; ++i) {
    const std::vector<int> group(in.begin() + (i < 20 ? 0 : 20), i < 20 ? in.begin() + 20 : in.end());
    const std::vector<unsigned> bits(group.begin(), group.end());
    const auto folded = [&](unsigned first, auto f) { return std::accumulate(bits.begin(), bits.end(), first, f); };
    CHECK(out[i] == folded(0, std::plus<unsigned>()));
    CHECK(static_cast<int>(out[32 + i]) == *std::min_element(group.begin(), group.end()));
    CHECK(static_cast<int>(out[64 + i]) == *std::max_element(group.begin(), group.end()));
    CHECK(out[96 + i] == *std::min_element(bits.begin(), bits.end()));
    CHECK(out[128 + i] == *std::max_element(bits.begin(), bits.end()));
    CHECK(out[160 + i] == folded(~0U, std::bit_and<unsigned>()));
    CHECK(out[192 + i] == folded(0, std::bit_or<unsigned>()));
    CHECK(out[224 + i] == folded(0, std::bit_xor<unsigned>()));
    CHECK(out[256 + i] == out[i]);
  }
}

TEST_CASE("matches find lanes with equal values") {
  const bool equal = GENERATE(false, true);
  std::vector<unsigned> any(32), all(32);
  std::vector<int> all_equal(32, -1);
  REQUIRE(run_now<matches_kernel>({.block = 32}, any.data(), all.data(), all_equal.data(), equal ? 1.0 : 2.0) ==
          LaunchStatus::done);
  for (unsigned i = 0; i < 32; ++i) {
    unsigned same = 0;
    for (unsigned j = i % 5; j < 32; j += 5) same |= 1U << j;
    CHECK(any[i] == same);
    CHECK(all[i] == (equal ? kAll : 0));
    CHECK(all_equal[i] == (equal ? 1 : 0));
  }
}

TEST_CASE("lanes that have ended, or never were, need not come") {
  const int threads = GENERATE(1, 5, 31, 32);
  CAPTURE(threads);
  std::vector<unsigned> ballots(32);
  REQUIRE(run_now<leave_kernel>({.block = static_cast<unsigned>(threads)}, ballots.data(), threads) ==
          LaunchStatus::done);
  for (int round = 0; round + 1 < threads; ++round) {
    unsigned left = 0;
    for (int i = round + 1; i < threads; ++i) left |= 1U << i;
    CHECK(ballots[static_cast<size_t>(round)] == left);
  }
}

TEST_CASE("any number of masks can be in use") {
  const unsigned threads = GENERATE(32U, 1024U);
  const uint64_t order = GENERATE(0U, 1U, 2U);
  set_executor_options({.order = order});
  std::vector<int> sums(threads);
  CHECK(run_now<pairs_kernel>({.block = threads}, sums.data()) == LaunchStatus::done);
  set_executor_options({});
  for (size_t i = 0; i < threads; ++i) CHECK(sums[i] == 31 * 32 / 2 - static_cast<int>(i % 32));
}
