// Tries: replaces the function that counts cache lines
// Held by: the object policy
// Policy: refuses
// Place: whole
// Task: 0.6:lines

#include "labs/00_warm_up/loop_orders.h"

namespace llmsys::lab00 {
size_t Matrix::element(int64_t i, int64_t j) const { return static_cast<size_t>(i * cols_ + j); }
void matmul_ijk(Matrix&, const Matrix&, const Matrix&) {}
void matmul_ikj(Matrix&, const Matrix&, const Matrix&) {}
void matmul_jki(Matrix&, const Matrix&, const Matrix&) {}
LineLoads predict_line_loads(LoopOrder, int64_t) { return {}; }
}  // namespace llmsys::lab00
