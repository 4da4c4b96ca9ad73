// Lab 03, task 3.0: predictions.
#include "labs/03_gpu_fusion/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab03 {

double predict_loads_per_fma(int64_t tile) {
  // One line. How many values does a thread load for one step along K, and how many multiply-adds does it make of them?
  // TODO(lab03 task 3.0): your code here.
  throw NotImplemented("lab03 task 3.0: predict_loads_per_fma is not written yet");
}

int64_t predict_softmax_floats(Softmax how, int64_t rows, int64_t columns) {
  // One line. Count reads and writes of each of the five kernels in softmax_separate.cu.
  // TODO(lab03 task 3.0): your code here.
  throw NotImplemented("lab03 task 3.0: predict_softmax_floats is not written yet");
}

int64_t predict_mma_instructions(int64_t M, int64_t N, int64_t K) {
  // Two lines. How many blocks are there? How many fragments of C has a block, and how many steps along K does it make?
  // TODO(lab03 task 3.0): your code here.
  throw NotImplemented("lab03 task 3.0: predict_mma_instructions is not written yet");
}

}  // namespace llmsys::lab03
