// Lab 03, challenge 3.6: prefix sums in three kernels.
//
// Each block scans kScanPiece elements (a warp by shuffles, then the warps' sums), the sums of all blocks are scanned by one
// block, and each piece is raised by the sum of those before it. 4N elements move; decoupled look-back would move 2N.
#include "labs/03_gpu_fusion/scan.h"

#include "framework/device/kernel.h"

namespace llmsys::lab03 {
namespace {

// The sum of `value` over this lane and those below.
__device__ float warp_scan(float value) {
  const int lane = threadIdx.x % 32;
  // About 4 lines: five steps with __shfl_up_sync.
  // BEGIN SOLUTION task 3.6 device warp_scan
  for (int offset = 1; offset < 32; offset *= 2) {
    const float below = __shfl_up_sync(0xffffffffu, value, offset);  // every lane calls it, also those that do not add
    if (lane >= offset) value += below;
  }
  return value;
  // END SOLUTION
}

// One block of kScanPiece threads per piece; `totals` (grid) receives the sum of each, unless it is null.
__global__ void scan_pieces_kernel(float* y /*(n)*/, float* totals, const float* x /*(n)*/, int n) {
  __shared__ float of_warps[32];
  const int i = blockIdx.x * kScanPiece + threadIdx.x;
  const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  // About 8 lines: scan each warp, scan the warps' sums, add what is before this warp. Threads beyond n bring 0.
  // BEGIN SOLUTION task 3.6 device scan_pieces_kernel
  float sum = warp_scan(i < n ? x[i] : 0.0f);
  if (lane == 31) of_warps[warp] = sum;
  __syncthreads();
  if (warp == 0) of_warps[lane] = warp_scan(of_warps[lane]);
  __syncthreads();
  if (warp > 0) sum += of_warps[warp - 1];
  if (i < n) y[i] = sum;
  if (totals != nullptr && threadIdx.x == kScanPiece - 1) totals[blockIdx.x] = sum;
  // END SOLUTION
}

// One thread per element; the first piece is right already.
__global__ void raise_pieces_kernel(float* y /*(n)*/, const float* totals, int n) {
  const int i = blockIdx.x * kScanPiece + threadIdx.x;
  if (blockIdx.x > 0 && i < n) y[i] += totals[blockIdx.x - 1];
}

}  // namespace

int scan_scratch(int n) { return static_cast<int>(ceil_div(n, kScanPiece)); }

void inclusive_scan(float* y, float* scratch, const float* x, int n, Stream stream) {
  if (n == 0) return;  // a grid of 0 blocks is a launch error
  const unsigned pieces = ceil_div(n, kScanPiece);
  const LaunchConfig all{.grid = pieces, .block = kScanPiece, .stream = stream};
  const LaunchConfig one{.grid = 1, .block = kScanPiece, .stream = stream};
  launch<scan_pieces_kernel>(all, y, scratch, x, n);
  launch<scan_pieces_kernel>(one, scratch, nullptr, scratch, static_cast<int>(pieces));
  launch<raise_pieces_kernel>(all, y, scratch, n);
}

}  // namespace llmsys::lab03
