// A program that tries the executor where no test framework is: on another processor, under an emulator of it, and with
// Boost's stacks. Prints what fails; the exit status is 1 then. portability_test.cpp runs it.
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

#include "framework/simt/cooperative_groups.h"
#include "framework/simt/device_print.h"
#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"

namespace {

using namespace llmsys::simt;

__global__ void add_kernel(float* y, const float* a, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = a[i] + 1;
}

/// Reverses blocks in shared memory, and keeps numbers of all kinds across the barrier.
__global__ void reverse_kernel(int* y, const int* x) {
  __shared__ int tile[1024];
  const double kept = 1.0 / (threadIdx.x + 1);
  const long long large = 1LL << (threadIdx.x % 60);
  for (int round = 0; round < 3; ++round) {
    tile[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    y[threadIdx.x] = tile[blockDim.x - 1 - threadIdx.x];
    __syncthreads();
  }
  if (kept != 1.0 / (threadIdx.x + 1) || large != 1LL << (threadIdx.x % 60)) y[threadIdx.x] = -1;
}

__global__ void sum_kernel(int* sums, const int* x) {
  int value = x[threadIdx.x];
  for (int distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffff, value, distance);
  if (threadIdx.x % 2 == 0)
    value += __builtin_popcount(__activemask());
  else
    value += static_cast<int>(__reduce_add_sync(0xaaaaaaaa, 1U));
  sums[threadIdx.x] = value;
}

__global__ void grid_kernel(int* counts, int* total) {
  counts[blockIdx.x] = 1;
  cooperative_groups::this_grid().sync();
  if (blockIdx.x == 0 && threadIdx.x == 0)
    for (unsigned b = 0; b < gridDim.x; ++b) *total += counts[b];
}

__global__ void deadlock_kernel() {
  if (threadIdx.x < 3)
    __syncthreads();
  else if (threadIdx.x == 3)
    __syncwarp(3 << 3 | 1);
}

__global__ void print_kernel() { printf("%s %.2f\n", "thread", static_cast<double>(threadIdx.x)); }
__global__ void store_kernel(int* p) { *p = 1; }

int failed = 0;

void check(bool holds, const char* claim) {
  if (holds) return;
  ++failed;
  std::printf("FAILED: %s\n", claim);
}

void check_results() {
  const int n = 1000;
  std::vector<float> a(n, 2), y(n);
  run_now<add_kernel>({.grid = 8, .block = 128}, y.data(), a.data(), n);
  check(y == std::vector<float>(n, 3), "rows");
  std::vector<int> x(1024), out(1024), want(1024);
  std::iota(x.begin(), x.end(), 0);
  run_now<reverse_kernel>({.block = 1024}, out.data(), x.data());
  std::iota(want.rbegin(), want.rend(), 0);
  check(out == want, "barriers");
  run_now<sum_kernel>({.block = 32}, out.data(), x.data());
  check(std::vector<int>(out.begin(), out.begin() + 32) == std::vector<int>(32, 31 * 32 / 2 + 16), "warps");
  std::vector<int> counts(10);
  int total = 0;
  run_now<grid_kernel>({.grid = 10, .block = 32, .cooperative = true}, counts.data(), &total);
  check(total == 10, "barriers of the grid");
  check(run_now<print_kernel>({.block = 2}) == LaunchStatus::done, "printf");
}

void check_faults() {
  check(run_now<deadlock_kernel>({.block = 8}) == LaunchStatus::faulted && last_fault().fault == Fault::deadlock &&
            last_fault().report.find("3 threads wait at __syncthreads()") != std::string::npos,
        "deadlock");
  check(run_now<store_kernel>({.block = 8}, nullptr) == LaunchStatus::faulted &&
            last_fault().fault == Fault::illegal_address,
        "illegal address");
}

}  // namespace

int main() {
  check_results();
  check_faults();
  std::printf("%s\n", failed == 0 ? "all is well" : "not well");
  return failed == 0 ? 0 : 1;
}
