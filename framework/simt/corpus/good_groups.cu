// Groups of threads that are only known when the kernel runs.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

namespace cg = cooperative_groups;

// One sum for each label that lanes of a warp have; its first lane stores it.
__global__ void by_label_kernel(int* sums, const int* labels, const int* x) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const int i = int(threadIdx.x);
  const auto same = cg::labeled_partition(tile, labels[i]);
  const int sum = cg::reduce(same, x[i], cg::plus<int>());
  if (same.thread_rank() == 0) atomicAdd(&sums[labels[i]], sum);
}

// Even values to the front, odd ones behind them, within a tile, through shared memory.
__global__ void two_parts_kernel(int* y, const int* x) {
  __shared__ int s[64];
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  const int i = int(threadIdx.x);
  const bool odd = x[i] % 2 != 0;
  const auto part = cg::binary_partition(tile, odd);
  const unsigned evens = odd ? tile.size() - part.size() : 0;
  s[tile.meta_group_rank() * 16 + evens + part.thread_rank()] = x[i];
  tile.sync();
  y[i] = s[i];
}

// A function that takes any group; it meets as often as the group is large.
__device__ int sum_of(const cg::thread_group& group, int* scratch, int value) {
  for (unsigned half = group.size() / 2; half > 0; half /= 2) {
    scratch[group.thread_rank()] = value;
    group.sync();
    if (group.thread_rank() < half) value += scratch[group.thread_rank() + half];
    group.sync();
  }
  return value;
}
__global__ void any_group_kernel(int* sums, const int* x) {
  __shared__ int scratch[128];
  const cg::thread_block block = cg::this_thread_block();
  const int i = int(threadIdx.x);
  const int all = sum_of(block, scratch, x[i]);
  const auto tile = cg::tiled_partition(block, 4);
  const int some = sum_of(tile, scratch + i / 4 * 4, x[i]);
  if (i == 0) sums[32] = all;
  if (tile.thread_rank() == 0) sums[i / 4] = some;
}

// Places in a list: a running sum over the tile, one atomic for all of it.
__global__ void places_kernel(int* list, int* count, const int* x, int n) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  const int wanted = i < n && x[i] > 3 ? 1 : 0;
  const int before = cg::exclusive_scan(tile, wanted);
  int first = 0;
  if (tile.thread_rank() == 31) first = atomicAdd(count, before + wanted);
  first = tile.shfl(first, 31);
  if (wanted == 1) list[first + before] = x[i];
}

// The same by hand, in a loop that lanes leave one by one.
__device__ int place_among_active(int* count) {
  const unsigned active = __activemask();
  const int leader = __ffs(int(active)) - 1, lane = int(threadIdx.x % 32);
  int first = 0;
  if (lane == leader) first = atomicAdd(count, __popc(active));
  return __shfl_sync(active, first, leader) + __popc(active & ((1U << lane) - 1));
}
__global__ void places_by_hand_kernel(int* list, int* count, const int* x, int n) {
  for (int i = int(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += int(gridDim.x * blockDim.x))
    if (x[i] % 3 == 0) list[place_among_active(count)] = x[i];
}

void by_label() {
  const auto labels = Buffer<int>::filled(96), x = Buffer<int>::filled(96), sums = Buffer<int>::zeros(7);
  launch<by_label_kernel>({.grid = 1, .block = 96}, sums, labels, x);
  static_cast<void>(sums.read());
}

void two_parts() {
  const auto x = Buffer<int>::filled(64);
  const Buffer<int> y(64);
  launch<two_parts_kernel>({.grid = 1, .block = 64}, y, x);
  static_cast<void>(y.read());
}

void any_group() {
  const auto x = Buffer<int>::filled(128);
  const Buffer<int> sums(33);
  launch<any_group_kernel>({.grid = 1, .block = 128}, sums, x);
  static_cast<void>(sums.read());
}

void places() {
  const auto x = Buffer<int>::filled(300), count = Buffer<int>::zeros(1), list = Buffer<int>::zeros(300);
  launch<places_kernel>({.grid = 3, .block = 128}, list, count, x, 300);
  static_cast<void>(list.read());
}

void places_by_hand() {
  const auto x = Buffer<int>::filled(300), count = Buffer<int>::zeros(1), list = Buffer<int>::zeros(300);
  launch<places_by_hand_kernel>({.grid = 2, .block = 96}, list, count, x, 300);
  static_cast<void>(list.read());
}

}  // namespace

Chapter good_groups() {
  return {"framework/simt/corpus/good_groups.cu",
          {{"a group for each label", by_label},
           {"two parts of a tile", two_parts},
           {"functions of any group", any_group},
           {"places by a running sum", places},
           {"places by the active lanes", places_by_hand}}};
}

}  // namespace llmsys::simt::corpus
