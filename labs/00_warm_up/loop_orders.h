/// @file
/// Lab 00, task 0.6 (challenge): one product, three loop orders, very different speeds.
#pragma once
#include "labs/00_warm_up/matrix.h"

namespace llmsys::lab00 {

/// c += a b with loops over i, then j, then k (k innermost).  a (M,K), b (K,N), c (M,N); c may hold something before.
/// Read and write elements as a(i, k) and c(i, j): that is what counts cache lines.
void matmul_ijk(Matrix& c, const Matrix& a, const Matrix& b);
/// c += a b with loops over i, then k, then j (j innermost).
void matmul_ikj(Matrix& c, const Matrix& a, const Matrix& b);
/// c += a b with loops over j, then k, then i (i innermost).
void matmul_jki(Matrix& c, const Matrix& a, const Matrix& b);

/// Which loop nest.
enum class LoopOrder { ijk, ikj, jki };

/// Cache lines loaded for each innermost iteration, for large square matrices.
struct LineLoads {
  double a = 0;  ///< lines of a
  double b = 0;  ///< lines of b
  double c = 0;  ///< lines of c
};

/// Predicts the loads of an order when a line holds `line_floats` float32 and the cache holds one line of each matrix:
/// an operand that stays in place costs 0, one that walks along a row 1/line_floats, one that jumps from row to row 1.
LineLoads predict_line_loads(LoopOrder order, int64_t line_floats);

}  // namespace llmsys::lab00
