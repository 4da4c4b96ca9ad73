// Lab 01, task 1.0: predictions.
#include "labs/01_autodiff/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab01 {

int64_t predict_backward_flops(int64_t B, int64_t M, int64_t K, int64_t N) {
  // One line. What does each of the two products multiply?
  // TODO(lab01 task 1.0): your code here.
  throw NotImplemented("lab01 task 1.0: predict_backward_flops is not written yet");
}

int64_t predict_saved_bytes(int64_t M, int64_t K, int64_t N) {
  // One line. Which tensor does each of the three operations need again?
  // TODO(lab01 task 1.0): your code here.
  throw NotImplemented("lab01 task 1.0: predict_saved_bytes is not written yet");
}

int64_t predict_adamw_bytes(int64_t n) {
  // One line. Which arrays are read, which are written?
  // TODO(lab01 task 1.0): your code here.
  throw NotImplemented("lab01 task 1.0: predict_adamw_bytes is not written yet");
}

}  // namespace llmsys::lab01
