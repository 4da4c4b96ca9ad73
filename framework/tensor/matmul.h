/// @file
/// Matrix products.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// Matrix product a b, as numpy.matmul: (..,M,K) times (..,K,N) is (..,M,N), the leading dimensions broadcast. A 1-d
/// operand is a row on the left or a column on the right, and its dimension is gone from the result: (K) times (K) is a
/// scalar.
///
/// Any strides: transposed views are read in place, an operand without a unit stride is copied first. f32 and f64 go
/// through framework/blas; f16 and bf16 are multiplied and added as f32 and rounded at the end; i64 wraps around.
/// @throws ShapeError "[matmul] (2,3) times (4,5): the inner sizes 3 and 4 differ"; also for 0-d operands
/// @throws DTypeError for storage dtypes, or if the two differ
Tensor matmul(const Tensor& a, const Tensor& b);

}  // namespace llmsys::raw
