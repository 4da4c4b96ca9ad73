#include "framework/simt/cooperative_partition.h"

#include <vector>

#include "framework/simt/cooperative_scan.h"
#include "framework/simt/execute.h"
#include "framework/testing/test.h"

namespace cg = cooperative_groups;

namespace {

using namespace llmsys::simt;

__global__ void labels_kernel(unsigned* out, const int* labels) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const auto same = cg::labeled_partition(tile, labels[threadIdx.x]);
  out[threadIdx.x] = same.thread_rank() + 100 * same.size() + 10000 * same.meta_group_rank();
}

__global__ void one_part_kernel(unsigned* out) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const auto all = cg::binary_partition(tile, true);
  out[threadIdx.x] = all.meta_group_size() + 10 * all.meta_group_rank();
}

/// Sums of a group of any kind, as the classic example has them.
__device__ int sum_of(const cg::thread_group& group, int* scratch, int value) {
  const unsigned rank = group.thread_rank();
  for (unsigned half = group.size() / 2; half > 0; half /= 2) {
    scratch[rank] = value;
    group.sync();
    if (rank < half) value += scratch[rank + half];
    group.sync();
  }
  return value;
}

__global__ void any_group_kernel(int* sums, int* of_tiles) {
  __shared__ int scratch[64];
  const int i = static_cast<int>(threadIdx.x);
  const int all = sum_of(cg::this_thread_block(), scratch, i);
  if (i == 0) sums[0] = all;
  const cg::thread_group tile = cg::tiled_partition(cg::this_thread_block(), 8);
  const int some = sum_of(tile, scratch + i / 8 * 8, i);
  if (tile.thread_rank() == 0) of_tiles[i / 8] = some;
  const auto half = cg::tiled_partition(tile, 4);
  sums[1 + i] = static_cast<int>(half.shfl(i, 3));
}

__global__ void scan_kernel(int* including, int* excluding, int* largest, int* odd) {
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  const int i = static_cast<int>(threadIdx.x), value = i * 7 % 16;
  including[i] = cg::inclusive_scan(tile, value);
  excluding[i] = cg::exclusive_scan(tile, value);
  largest[i] = cg::inclusive_scan(tile, value, cg::greater<int>());
  if (i % 2 == 1) odd[i] = cg::inclusive_scan(cg::coalesced_threads(), 1, cg::plus<int>());
}

}  // namespace

TEST_CASE("lanes with one label are a group, numbered by first lanes") {
  std::vector<int> labels(32);
  for (int i = 0; i < 32; ++i) labels[static_cast<size_t>(i)] = i < 3 ? 9 : i % 4;  // 9 9 9 3 0 1 2 3 ...
  std::vector<unsigned> out(32);
  REQUIRE(run_now<labels_kernel>({.block = 32}, out.data(), labels.data()) == LaunchStatus::done);
  CHECK(out[2] == 2 + 300 + 0);
  CHECK(out[3] == 0 + 800 + 10000);
  CHECK(out[31] == 7 + 800 + 10000);
  CHECK(out[28] == 6 + 700 + 20000);
  CHECK(out[30] == 6 + 700 + 40000);
  REQUIRE(run_now<one_part_kernel>({.block = 32}, out.data()) == LaunchStatus::done);
  CHECK(out[7] == 1);
}

TEST_CASE("functions of any group: the block, tiles of a size that the kernel chooses, and theirs") {
  std::vector<int> sums(65), of_tiles(8);
  REQUIRE(run_now<any_group_kernel>({.block = 64}, sums.data(), of_tiles.data()) == LaunchStatus::done);
  CHECK(sums[0] == 64 * 63 / 2);
  for (int i = 0; i < 8; ++i) CHECK(of_tiles[static_cast<size_t>(i)] == 64 * i + 28);
  for (int i = 0; i < 64; ++i) CHECK(sums[static_cast<size_t>(1 + i)] == i / 4 * 4 + 3);
}

TEST_CASE("running sums of tiles and of the lanes of a branch") {
  std::vector<int> including(32), excluding(32), largest(32), odd(32);
  REQUIRE(run_now<scan_kernel>({.block = 32}, including.data(), excluding.data(), largest.data(), odd.data()) ==
          LaunchStatus::done);
  for (size_t i = 0; i < 32; ++i) {
    int sum = 0, most = 0;
    for (size_t j = i / 16 * 16; j < i; ++j) sum += static_cast<int>(j * 7 % 16);
    for (size_t j = i / 16 * 16; j <= i; ++j) most = std::max(most, static_cast<int>(j * 7 % 16));
    CHECK(excluding[i] == sum);
    CHECK(including[i] == sum + static_cast<int>(i * 7 % 16));
    CHECK(largest[i] == most);
    CHECK(odd[i] == (i % 2 == 1 ? static_cast<int>(i / 2 + 1) : 0));
  }
}
