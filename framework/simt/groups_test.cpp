#include <numeric>
#include <vector>

#include "framework/simt/cooperative_partition.h"
#include "framework/simt/cooperative_reduce.h"
#include "framework/simt/execute.h"
#include "framework/testing/test.h"

namespace cg = cooperative_groups;

namespace {

using namespace llmsys::simt;

struct Big {
  double a, b, c;
};

template <unsigned kSize>
__global__ void tile_kernel(unsigned* ranks, int* sums, unsigned* ballots, int* above, double* big) {
  const cg::thread_block block = cg::this_thread_block();
  const auto tile = cg::tiled_partition<kSize>(block);
  const unsigned i = block.thread_rank();
  ranks[i] = tile.meta_group_rank() * tile.size() + tile.thread_rank();
  sums[i] = cg::reduce(tile, static_cast<int>(i), cg::plus<int>());
  ballots[i] = tile.ballot(i % 2 == 1);
  above[i] = tile.shfl_down(static_cast<int>(i), 1);
  const double d = i;
  big[i] = tile.shfl(Big{d, 2 * d, 3 * d}, 0).c;
  cg::sync(tile);
}

template <unsigned kSize>
void check_tiles(unsigned threads) {
  CAPTURE(kSize, threads);
  std::vector<unsigned> ranks(threads), ballots(threads);
  std::vector<int> sums(threads), above(threads);
  std::vector<double> big(threads);
  REQUIRE(run_now<tile_kernel<kSize>>({.block = {threads / 2, 2}}, ranks.data(), sums.data(), ballots.data(),
                                      above.data(), big.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < threads; ++i) {
    const unsigned begin = i / kSize * kSize, end = begin + kSize;
    int sum = 0;
    unsigned odd = 0;
    for (unsigned j = begin; j < end; ++j) {
      sum += static_cast<int>(j);
      odd |= j % 2 << (j - begin);
    }
    REQUIRE(ranks[i] == i);
    REQUIRE(sums[i] == sum);
    REQUIRE(ballots[i] == odd);
    REQUIRE(above[i] == static_cast<int>(i + 1 < end ? i + 1 : i));
    REQUIRE(big[i] == 3.0 * begin);
  }
}

__global__ void nested_kernel(unsigned* ranks, int* least) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const auto quad = cg::tiled_partition<4>(warp);
  const unsigned i = threadIdx.x;
  ranks[i] = quad.meta_group_rank() * 100 + quad.meta_group_size();
  least[i] = cg::reduce(quad, static_cast<int>(i * 7 % 32), cg::less<int>());
}

/// Lanes of each remainder modulo 3 find one another.
__global__ void coalesced_kernel(unsigned* sizes, unsigned* ranks, int* sums, int* first) {
  const unsigned i = threadIdx.x;
  const auto note = [&](const cg::coalesced_group& group) LLMSYS_SIMT_RUNTIME {
    sizes[i] = group.size();
    ranks[i] = group.thread_rank();
    sums[i] = cg::reduce(group, static_cast<int>(i), cg::plus<int>());
    first[i] = group.shfl(static_cast<int>(i), 0);
  };
  if (i % 3 == 0)
    note(cg::coalesced_threads());
  else if (i % 3 == 1)
    note(cg::coalesced_threads());
  else
    note(cg::coalesced_threads());
  __syncwarp();
}

__global__ void partition_kernel(unsigned* sizes, unsigned* bits) {
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  const unsigned i = threadIdx.x;
  const auto part = cg::binary_partition(tile, i % 16 < 5);
  sizes[i] = part.size();
  bits[i] = part.ballot(i % 2);
}

__global__ void block_kernel(unsigned* out) {
  const auto block = cg::this_thread_block();
  const auto grid = cg::this_grid();
  const auto i = grid.thread_rank();
  block.sync();
  out[i] = block.size() + 1000 * block.group_index().x + 100000 * static_cast<unsigned>(grid.size());
}

__global__ void ops_kernel(unsigned* out) {
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  const unsigned x = threadIdx.x + 1;
  int all = -1;
  const unsigned results[8] = {cg::reduce(tile, x, cg::greater<unsigned>()),
                               cg::reduce(tile, x | 16, cg::bit_and<unsigned>()),
                               cg::reduce(tile, x, cg::bit_or<unsigned>()),
                               cg::reduce(tile, x, cg::bit_xor<unsigned>()),
                               static_cast<unsigned>(tile.any(x == 3)) + 2 * static_cast<unsigned>(tile.all(x == 3)),
                               tile.match_any(x % 2),
                               tile.match_all(x / 100, all),
                               tile.shfl_up(x, 3)};
  for (int i = 0; i < 8; ++i)
    if (x == 8) out[i] = results[i];
}

}  // namespace

TEST_CASE("tiles of a block are numbered, reduce, vote and shuffle") {
  const unsigned threads = GENERATE(64U, 256U, 1024U);
  check_tiles<1>(threads);
  check_tiles<2>(threads);
  check_tiles<8>(threads);
  check_tiles<16>(threads);
  check_tiles<32>(threads);
}

TEST_CASE("a tile can be divided further") {
  std::vector<unsigned> ranks(64);
  std::vector<int> least(64);
  REQUIRE(run_now<nested_kernel>({.block = 64}, ranks.data(), least.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < 64; ++i) {
    int smallest = 32;
    for (unsigned j = i / 4 * 4; j < i / 4 * 4 + 4; ++j) smallest = std::min(smallest, static_cast<int>(j * 7 % 32));
    CHECK(ranks[i] == i % 32 / 4 * 100 + 8);
    CHECK(least[i] == smallest);
  }
}

TEST_CASE("coalesced threads are those on the same path") {
  const uint64_t order = GENERATE(0U, 7U);
  std::vector<unsigned> sizes(64), ranks(64);
  std::vector<int> sums(64), first(64);
  set_executor_options({.order = order});
  CHECK(run_now<coalesced_kernel>({.block = 64}, sizes.data(), ranks.data(), sums.data(), first.data()) ==
        LaunchStatus::done);
  set_executor_options({});
  for (unsigned i = 0; i < 64; ++i) {
    const unsigned warp = i / 32 * 32, begin = warp + (i + 3 - warp % 3) % 3;
    int sum = 0;
    unsigned size = 0, rank = 0;
    int least = -1;
    for (unsigned j = warp; j < warp + 32; ++j) {
      if (j % 3 != i % 3) continue;
      if (least < 0) least = static_cast<int>(j);
      if (j < i) ++rank;
      ++size;
      sum += static_cast<int>(j);
    }
    static_cast<void>(begin);
    CHECK(sizes[i] == size);
    CHECK(ranks[i] == rank);
    CHECK(sums[i] == sum);
    CHECK(first[i] == least);
  }
}

TEST_CASE("a tile is divided by a predicate") {
  std::vector<unsigned> sizes(32), bits(32);
  REQUIRE(run_now<partition_kernel>({.block = 32}, sizes.data(), bits.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < 32; ++i) {
    CHECK(sizes[i] == (i % 16 < 5 ? 5 : 11));
    CHECK(bits[i] == (i % 16 < 5 ? 0b01010 : 0b10101010101));
  }
}

TEST_CASE("block and grid know their sizes") {
  std::vector<unsigned> out(3 * 40);
  REQUIRE(run_now<block_kernel>({.grid = 3, .block = {8, 5}}, out.data()) == LaunchStatus::done);
  for (unsigned i = 0; i < out.size(); ++i) CHECK(out[i] == 40 + 1000 * (i / 40) + 100000 * 120);
}

TEST_CASE("a tile reduces with every operation of CUDA") {
  std::vector<unsigned> out(8);
  REQUIRE(run_now<ops_kernel>({.block = 8}, out.data()) == LaunchStatus::done);
  CHECK(out == std::vector<unsigned>{8, 16, 15, 8, 1, 0b10101010, 0xff, 5});
}
