// Lab 02, task 2.0: predictions.
#include "labs/02_gpu_kernels/predictions.h"

#include <algorithm>
#include <numeric>

#include "framework/base/error.h"

namespace llmsys::lab02 {

int64_t predict_sectors(int64_t stride) {
  // One line. How many floats lie in a sector? How many of those does a lane use?
  // TODO(lab02 task 2.0): your code here.
  throw NotImplemented("lab02 task 2.0: predict_sectors is not written yet");
}

int64_t predict_wavefronts(int64_t width) {
  // One line, with std::gcd. Word w is in bank w % 32, and a bank serves one word a wavefront.
  // TODO(lab02 task 2.0): your code here.
  throw NotImplemented("lab02 task 2.0: predict_wavefronts is not written yet");
}

int64_t predict_matmul_bytes(int64_t M, int64_t N, int64_t K, int64_t T) {
  // One line. How many tiles of C are there, and what does each block load?
  // TODO(lab02 task 2.0): your code here.
  throw NotImplemented("lab02 task 2.0: predict_matmul_bytes is not written yet");
}

int64_t predict_resident_blocks(const Multiprocessor& sm, int64_t threads, int64_t registers, int64_t shared_bytes) {
  // Two or three lines: four limits, the smallest holds.
  // TODO(lab02 task 2.0): your code here.
  throw NotImplemented("lab02 task 2.0: predict_resident_blocks is not written yet");
}

}  // namespace llmsys::lab02
