// Lab 00, task 0.6 (challenge): the same 2MNK floating-point operations, walked in three orders.
#include "labs/00_warm_up/loop_orders.h"

#include "framework/base/error.h"

namespace llmsys::lab00 {

void matmul_ijk(Matrix& c, const Matrix& a, const Matrix& b) {
  // About 3 lines: three loops, one statement.
  // BEGIN SOLUTION task 0.6 matmul_ijk
  for (int64_t i = 0; i < c.rows(); ++i)
    for (int64_t j = 0; j < c.cols(); ++j)
      for (int64_t k = 0; k < a.cols(); ++k) c(i, j) += a(i, k) * b(k, j);
  // END SOLUTION
}

void matmul_ikj(Matrix& c, const Matrix& a, const Matrix& b) {
  // BEGIN SOLUTION task 0.6 matmul_ikj
  for (int64_t i = 0; i < c.rows(); ++i)
    for (int64_t k = 0; k < a.cols(); ++k)
      for (int64_t j = 0; j < c.cols(); ++j) c(i, j) += a(i, k) * b(k, j);
  // END SOLUTION
}

void matmul_jki(Matrix& c, const Matrix& a, const Matrix& b) {
  // BEGIN SOLUTION task 0.6 matmul_jki
  for (int64_t j = 0; j < c.cols(); ++j)
    for (int64_t k = 0; k < a.cols(); ++k)
      for (int64_t i = 0; i < c.rows(); ++i) c(i, j) += a(i, k) * b(k, j);
  // END SOLUTION
}

LineLoads predict_line_loads(LoopOrder order, int64_t line_floats) {
  // About 8 lines. Fix the two outer indices; which operands move with the inner one, and how far?
  // BEGIN SOLUTION task 0.6 predict_line_loads
  const double along_row = 1.0 / static_cast<double>(line_floats);
  const double down_column = 1, in_place = 0;
  switch (order) {
    case LoopOrder::ijk: return {.a = along_row, .b = down_column, .c = in_place};
    case LoopOrder::ikj: return {.a = in_place, .b = along_row, .c = along_row};
    default: return {.a = down_column, .b = in_place, .c = down_column};
  }
  // END SOLUTION
}

}  // namespace llmsys::lab00
