// Lab 01, task 1.0: predictions.
#include "labs/01_autodiff/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab01 {

int64_t predict_backward_flops(int64_t B, int64_t M, int64_t K, int64_t N) {
  // One line. What does each of the two products multiply?
  // BEGIN SOLUTION task 1.0 predict_backward_flops
  return 2 * (2 * B * M * K * N);  // dX = dY W^T and dW = X^T dY: each as much as Y = X W
  // END SOLUTION
}

int64_t predict_saved_bytes(int64_t M, int64_t K, int64_t N) {
  // One line. Which tensor does each of the three operations need again?
  // BEGIN SOLUTION task 1.0 predict_saved_bytes
  return 4 * (M * K + M * N);  // matmul keeps X, for dW; tanh keeps its result; mean keeps nothing but a shape
  // END SOLUTION
}

int64_t predict_adamw_bytes(int64_t n) {
  // One line. Which arrays are read, which are written?
  // BEGIN SOLUTION task 1.0 predict_adamw_bytes
  return 4 * n * (4 + 3);  // reads w, g, m, v; writes w, m, v
  // END SOLUTION
}

}  // namespace llmsys::lab01
