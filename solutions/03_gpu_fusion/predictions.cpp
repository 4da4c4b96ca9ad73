// Lab 03, task 3.0: predictions.
#include "labs/03_gpu_fusion/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab03 {

double predict_loads_per_fma(int64_t tile) {
  // One line. How many values does a thread load for one step along K, and how many multiply-adds does it make of them?
  // BEGIN SOLUTION task 3.0 predict_loads_per_fma
  return 2.0 / static_cast<double>(tile);  // 2 tile values, tile^2 multiply-adds
  // END SOLUTION
}

int64_t predict_softmax_floats(Softmax how, int64_t rows, int64_t columns) {
  // One line. Count reads and writes of each of the five kernels in softmax_separate.cu.
  // BEGIN SOLUTION task 3.0 predict_softmax_floats
  return (how == Softmax::fused ? 2 : 8) * rows * columns;  // max 1, subtract 2, exp 2, sum 1, divide 2
  // END SOLUTION
}

int64_t predict_mma_instructions(int64_t M, int64_t N, int64_t K) {
  // Two lines. How many blocks are there? How many fragments of C has a block, and how many steps along K does it make?
  // BEGIN SOLUTION task 3.0 predict_mma_instructions
  const int64_t blocks = ((M + 63) / 64) * ((N + 63) / 64);
  return blocks * 16 * ((K + 15) / 16);  // a block's tile is 4 x 4 fragments
  // END SOLUTION
}

}  // namespace llmsys::lab03
