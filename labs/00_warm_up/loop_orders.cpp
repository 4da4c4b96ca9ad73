// Lab 00, task 0.6 (challenge): the same 2MNK floating-point operations, walked in three orders.
#include "labs/00_warm_up/loop_orders.h"

#include "framework/base/error.h"

namespace llmsys::lab00 {

void matmul_ijk(Matrix& c, const Matrix& a, const Matrix& b) {
  // About 3 lines: three loops, one statement.
  // TODO(lab00 task 0.6): your code here.
  throw NotImplemented("lab00 task 0.6: matmul_ijk is not written yet");
}

void matmul_ikj(Matrix& c, const Matrix& a, const Matrix& b) {
  // TODO(lab00 task 0.6): your code here.
  throw NotImplemented("lab00 task 0.6: matmul_ikj is not written yet");
}

void matmul_jki(Matrix& c, const Matrix& a, const Matrix& b) {
  // TODO(lab00 task 0.6): your code here.
  throw NotImplemented("lab00 task 0.6: matmul_jki is not written yet");
}

LineLoads predict_line_loads(LoopOrder order, int64_t line_floats) {
  // About 8 lines. Fix the two outer indices; which operands move with the inner one, and how far?
  // TODO(lab00 task 0.6): your code here.
  throw NotImplemented("lab00 task 0.6: predict_line_loads is not written yet");
}

}  // namespace llmsys::lab00
