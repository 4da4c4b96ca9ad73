/// @file
/// How a library of matrix products reads the last two dimensions of a tensor: the contract of MatmulKernel promises that
/// it can.
#pragma once
#include <algorithm>
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::kernels {

/// A matrix in memory.
struct MatrixOperand {
  bool stored_by_column;  ///< transposed, to a library that expects rows
  int64_t ld;             ///< elements from one stored row (or column) to the next
};

/// Of x's last two dimensions.
inline MatrixOperand matrix_operand(const Tensor& x) {
  const int64_t rows = x.size(-2), columns = x.size(-1);
  const int64_t down = x.strides()[x.rank() - 2], right = x.strides()[x.rank() - 1];
  const bool stored_by_row = (right == 1 || columns <= 1) && (down >= columns || rows <= 1);
  if (stored_by_row) return {false, std::max({rows <= 1 ? columns : down, columns, int64_t{1}})};
  return {true, std::max({columns <= 1 ? rows : right, rows, int64_t{1}})};
}

}  // namespace llmsys::kernels
