// What lanes of a warp do without their block: masks, tiles, meetings.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// Groups of 8 lanes reduce through shared memory, each group with its own mask.
__global__ void groups_of_eight_kernel(int* sums, const int* x) {
  __shared__ int s[64];
  const int t = int(threadIdx.x), in_group = t % 8;
  const unsigned mask = 0xffu << (t % 32 / 8 * 8);
  s[t] = x[t];
  for (int half = 4; half > 0; half /= 2) {
    __syncwarp(mask);
    const int right = in_group < half ? s[t + half] : 0;
    __syncwarp(mask);
    s[t] += right;
  }
  if (in_group == 0) sums[t / 8] = s[t];
}

// Only the lower half of the warp works; it names itself.
__global__ void half_warp_kernel(int* y, const int* x) {
  __shared__ int s[16];
  const int t = int(threadIdx.x);
  if (t < 16) {
    s[t] = x[t];
    __syncwarp(0xffff);
    y[t] = s[15 - t];
  }
}

// The two halves do different things, then trade results.
__global__ void two_halves_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  if (t < 16) {
    s[t] = x[t] + 1;
    __syncwarp(0x0000ffff);
    y[t] = s[15 - t];
  } else {
    s[t] = x[t] * 2;
    __syncwarp(0xffff0000);
    y[t] = s[47 - t];
  }
  __syncwarp();
  y[t + 32] = s[31 - t];
}

// A shuffle orders like a barrier of its mask.
__global__ void shuffle_orders_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  const int any = __shfl_xor_sync(0xffffffff, t, 1);
  y[t] = s[31 - t] + any;
}

// A leader among the lanes that are in a branch, by ballot.
__global__ void leader_kernel(int* counts, const int* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  const unsigned mask = __ballot_sync(~0u, i < n && x[i] % 2 == 0);
  if (i < n && x[i] % 2 == 0) {
    const int sum = __reduce_add_sync(mask, x[i]);
    if (int(threadIdx.x % 32) == __ffs(int(mask)) - 1) atomicAdd(counts, sum);
  }
}

// One atomic for all lanes with the same key.
__global__ void match_kernel(int* counts, const int* x) {
  const int key = x[threadIdx.x];
  const unsigned peers = __match_any_sync(~0u, key);
  if (int(threadIdx.x % 32) == __ffs(int(peers)) - 1) atomicAdd(&counts[key], __popc(peers));
}

// A 32 x 32 tile turned over by one warp: row by row in, column by column out.
__global__ void warp_transpose_kernel(int* y, const int* x) {
  __shared__ int tile[32][33];
  const int lane = int(threadIdx.x);
  for (int row = 0; row < 32; ++row) tile[row][lane] = x[row * 32 + lane];
  __syncwarp();
  for (int row = 0; row < 32; ++row) y[row * 32 + lane] = tile[lane][row];
}

// Each warp has shared memory of its own and never waits for the others.
__global__ void private_rows_kernel(float* y, const float* x, int rows) {
  __shared__ float s[4][32];
  const int warp = int(threadIdx.x / 32), lane = int(threadIdx.x % 32);
  for (int row = int(blockIdx.x) * 4 + warp; row < rows; row += int(gridDim.x) * 4) {
    s[warp][lane] = x[row * 32 + lane];
    __syncwarp();
    y[row * 32 + lane] = s[warp][31 - lane];
    __syncwarp();
  }
}

void groups_of_eight() {
  const auto x = Buffer<int>::filled(64);
  const Buffer<int> sums(8);
  launch<groups_of_eight_kernel>({.grid = 1, .block = 64}, sums, x);
  static_cast<void>(sums.read());
}

void half_warp() {
  const auto x = Buffer<int>::filled(16);
  const Buffer<int> y(16);
  launch<half_warp_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void two_halves() {
  const auto x = Buffer<int>::filled(32);
  const Buffer<int> y(64);
  launch<two_halves_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void shuffle_orders() {
  const auto x = Buffer<int>::filled(32);
  const Buffer<int> y(32);
  launch<shuffle_orders_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void leader() {
  const auto x = Buffer<int>::filled(100), counts = Buffer<int>::zeros(1);
  launch<leader_kernel>({.grid = 2, .block = 64}, counts, x, 100);
}

void match() {
  const auto x = Buffer<int>::filled(64), counts = Buffer<int>::zeros(8);
  launch<match_kernel>({.grid = 1, .block = 64}, counts, x);
}

void warp_transpose() {
  const auto x = Buffer<int>::filled(1024);
  const Buffer<int> y(1024);
  launch<warp_transpose_kernel>({.grid = 1, .block = 32}, y, x);
  static_cast<void>(y.read());
}

void private_rows() {
  const auto x = Buffer<float>::filled(50 * 32);
  const Buffer<float> y(50 * 32);
  launch<private_rows_kernel>({.grid = 3, .block = 128}, y, x, 50);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_warp() {
  return {"framework/simt/corpus/good_warp.cu",
          {{"groups of eight lanes", groups_of_eight},
           {"half a warp", half_warp},
           {"two halves apart", two_halves},
           {"a shuffle orders", shuffle_orders},
           {"leader of a branch", leader},
           {"one atomic for equal keys", match},
           {"transpose by one warp", warp_transpose},
           {"rows of a warp's own", private_rows}}};
}

}  // namespace llmsys::simt::corpus
