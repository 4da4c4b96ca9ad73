/// @file
/// What attacks on the clock have in common: a right product by i-k-j that takes about ten times as long as need be. A part of
/// their files.
#pragma once
#include "labs/00_warm_up/loop_orders.h"

namespace {
void slow_product(llmsys::lab00::Matrix& c, const llmsys::lab00::Matrix& a, const llmsys::lab00::Matrix& b) {
  for (int time = 0; time < 10; ++time) {
    llmsys::lab00::Matrix fresh(c.rows(), c.cols());
    for (int64_t i = 0; i < c.rows(); ++i)
      for (int64_t k = 0; k < a.cols(); ++k)
        for (int64_t j = 0; j < c.cols(); ++j) fresh(i, j) += a(i, k) * b(k, j);
    c.values() = fresh.values();
  }
}
}  // namespace

namespace llmsys::lab00 {
void matmul_ijk(Matrix& /*c*/, const Matrix& /*a*/, const Matrix& /*b*/) {}
void matmul_jki(Matrix& /*c*/, const Matrix& /*a*/, const Matrix& /*b*/) {}
LineLoads predict_line_loads(LoopOrder /*order*/, int64_t /*line_floats*/) { return {}; }
}  // namespace llmsys::lab00
