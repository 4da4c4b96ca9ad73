// Lanes of a warp do not run in step.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// The old way, before Volta: no meeting, because "a warp runs in step".
__global__ void warp_synchronous_kernel(float* y, const float* x) {
  __shared__ float s[64];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  s[t + 32] = x[t + 32];
  for (int half = 32; half > 0; half /= 2) s[t % half] += s[t % half + half];  // FINDS race_shared
  if (t == 0) *y = s[0];                                                       // FINDS race_shared
}

// The same with volatile, which orders nothing either.
__global__ void warp_volatile_kernel(float* y, const float* x) {
  __shared__ float s[64];
  const int t = int(threadIdx.x);
  volatile float* const v = s;
  v[t] = x[t];
  v[t + 32] = x[t + 32];
  if (t < 16) v[t] = v[t] + v[t + 16];  // FINDS race_shared
  if (t < 8) v[t] = v[t] + v[t + 8];    // FINDS race_shared
  if (t == 0) *y = v[0];
}

// The mask names half of the lanes that trade.
__global__ void mask_too_small_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  if (t < 16)
    __syncwarp(0x0000ffff);
  else
    __syncwarp(0xffff0000);
  y[t] = s[31 - t];  // FINDS race_shared
}

// Groups of 8 meet, but read from the next group.
__global__ void wrong_group_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  __syncwarp(0xffu << t / 8 * 8);
  y[t] = s[(t + 8) % 32];  // FINDS race_shared
}

// Read and written without a meeting between.
__global__ void shift_in_place_kernel(int* y, const int* x) {
  __shared__ int s[32];
  const int t = int(threadIdx.x);
  s[t] = x[t];
  __syncwarp();
  s[t] = s[(t + 1) % 32];  // FINDS race_shared
  __syncwarp();
  y[t] = s[t];
}

// A branch first, its result used by all.
__global__ void lane_zero_kernel(int* y, const int* x) {
  __shared__ int base;
  if (threadIdx.x == 0) base = x[0];         // FINDS race_shared
  y[threadIdx.x] = base + int(threadIdx.x);  // FINDS uninitialized_shared
}

// All lanes store to one place.
__global__ void same_place_kernel(int* y) {
  __shared__ int s;
  s = int(threadIdx.x);  // FINDS race_shared
  __syncwarp();
  y[threadIdx.x] = s;
}

// A transpose by one warp whose columns are read at once.
__global__ void warp_transpose_kernel(int* y, const int* x) {
  __shared__ int tile[8][33];
  const int lane = int(threadIdx.x);
  for (int row = 0; row < 8; ++row) tile[row][lane] = x[row * 32 + lane];
  for (int row = 0; row < 8; ++row) y[row * 32 + lane] = tile[lane % 8][row * 4 + lane / 8];  // FINDS race_shared
}

// The two halves of a word: a thread stores both, its neighbour one of them.
__global__ void word_over_half_kernel(short* y) {
  __shared__ short s[64];
  const int t = int(threadIdx.x);
  if (t % 2 == 0) *reinterpret_cast<short2*>(&s[t]) = make_short2(7, 7);
  if (t % 2 == 1) s[t] = 3;  // FINDS race_shared
  __syncwarp();
  y[t] = s[t];
}

void warp_synchronous() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(1);
  launch<warp_synchronous_kernel>({.grid = 1, .block = 32}, y, x);
}

void warp_volatile() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(1);
  launch<warp_volatile_kernel>({.grid = 1, .block = 32}, y, x);
}

template <auto Kernel>
void on_integers() {
  const auto x = Buffer<int>::filled(256);
  const Buffer<int> y(256);
  launch<Kernel>({.grid = 1, .block = 32}, y, x);
}

void same_place() {
  const Buffer<int> y(32);
  launch<same_place_kernel>({.grid = 1, .block = 32}, y);
}

void word_over_half() {
  const Buffer<short> y(32);
  launch<word_over_half_kernel>({.grid = 1, .block = 32}, y);
}

}  // namespace

Chapter broken_warp() {
  return {"framework/simt/corpus/broken_warp.cu",
          {{"as if a warp ran in step", warp_synchronous},
           {"volatile instead of a meeting", warp_volatile},
           {"the mask is too small", on_integers<mask_too_small_kernel>},
           {"another group's data", on_integers<wrong_group_kernel>},
           {"shift in place", on_integers<shift_in_place_kernel>},
           {"lane 0 for all", on_integers<lane_zero_kernel>},
           {"all lanes in one place", same_place},
           {"transpose at once", on_integers<warp_transpose_kernel>},
           {"a word over a half", word_over_half}}};
}

}  // namespace llmsys::simt::corpus
