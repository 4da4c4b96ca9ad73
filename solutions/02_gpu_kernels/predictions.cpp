// Lab 02, task 2.0: predictions.
#include "labs/02_gpu_kernels/predictions.h"

#include <algorithm>
#include <numeric>

#include "framework/base/error.h"

namespace llmsys::lab02 {

int64_t predict_sectors(int64_t stride) {
  // One line. How many floats lie in a sector? How many of those does a lane use?
  // BEGIN SOLUTION task 2.0 predict_sectors
  return std::min<int64_t>(4 * stride, 32);  // 32 lanes span 128 * stride bytes; from stride 8 on, each has a sector
  // END SOLUTION
}

int64_t predict_wavefronts(int64_t width) {
  // One line, with std::gcd. Word w is in bank w % 32, and a bank serves one word a wavefront.
  // BEGIN SOLUTION task 2.0 predict_wavefronts
  return std::gcd(width, int64_t{32});  // lanes 32 / gcd apart meet in a bank: gcd of them in each
  // END SOLUTION
}

int64_t predict_matmul_bytes(int64_t M, int64_t N, int64_t K, int64_t T) {
  // One line. How many tiles of C are there, and what does each block load?
  // BEGIN SOLUTION task 2.0 predict_matmul_bytes
  return (M / T) * (N / T) * (K / T) * (2 * T * T * 4);  // 8 MNK / T: the naive kernel's, divided by T
  // END SOLUTION
}

int64_t predict_resident_blocks(const Multiprocessor& sm, int64_t threads, int64_t registers, int64_t shared_bytes) {
  // Two or three lines: four limits, the smallest holds.
  // BEGIN SOLUTION task 2.0 predict_resident_blocks
  return std::min({sm.blocks, sm.threads / threads, sm.registers / (threads * registers),
                   sm.shared_bytes / (shared_bytes + sm.reserved_bytes)});
  // END SOLUTION
}

}  // namespace llmsys::lab02
