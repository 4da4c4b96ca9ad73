/// @file
/// What the handout of lab 00 says about loop orders, counted.
#pragma once
#include "labs/00_warm_up/matrix.h"

namespace llmsys::lab00 {

/// Cache lines of all three matrices that one step of an (n,n) by (n,n) product loads.
inline double counted_lines(void (*matmul)(Matrix&, const Matrix&, const Matrix&), int64_t n) {
  const Matrix a(n, n), b(n, n);
  Matrix c(n, n);
  matmul(c, a, b);
  return static_cast<double>(a.line_loads() + b.line_loads() + c.line_loads()) / static_cast<double>(n * n * n);
}

}  // namespace llmsys::lab00
