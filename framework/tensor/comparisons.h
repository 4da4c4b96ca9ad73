/// @file
/// Questions about elements, answered by boolean tensors, broadcasting as NumPy does. Nothing is recorded for backward.
///
/// Both operands have one dtype, any; a Scalar adopts the tensor's (so less(i, 0.5) of an i64 tensor is a DTypeError).
/// NaN is as IEEE 754 says: equal to nothing, neither less nor greater. Shapes that do not broadcast are a ShapeError.
/// (Whether two tensors agree as a whole: framework/tensor/compare.h.)
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// @name Comparisons
/// @{
Tensor equal(const Tensor& a, const Tensor& b);          ///< a == b
Tensor not_equal(const Tensor& a, const Tensor& b);      ///< a != b
Tensor less(const Tensor& a, const Tensor& b);           ///< a < b
Tensor less_equal(const Tensor& a, const Tensor& b);     ///< a <= b
Tensor greater(const Tensor& a, const Tensor& b);        ///< a > b
Tensor greater_equal(const Tensor& a, const Tensor& b);  ///< a >= b
Tensor equal(const Tensor& a, Scalar b);                 ///< a == b
Tensor not_equal(const Tensor& a, Scalar b);             ///< a != b
Tensor less(const Tensor& a, Scalar b);                  ///< a < b
Tensor less_equal(const Tensor& a, Scalar b);            ///< a <= b
Tensor greater(const Tensor& a, Scalar b);               ///< a > b
Tensor greater_equal(const Tensor& a, Scalar b);         ///< a >= b
/// @}

/// @name Logic, on boolean tensors
/// @{
Tensor logical_and(const Tensor& a, const Tensor& b);  ///< both
Tensor logical_or(const Tensor& a, const Tensor& b);   ///< at least one
Tensor logical_not(const Tensor& x);                   ///< not x
/// @}

/// @name Kinds of numbers, of f32, f64, f16 and bf16
/// @{
Tensor is_nan(const Tensor& x);     ///< whether it is NaN
Tensor is_finite(const Tensor& x);  ///< whether it is neither NaN nor infinite
/// @}

/// Whether all elements are finite, in one pass without a tensor of answers; true of no elements. What a loss scaler
/// asks of gradients.  @throws DTypeError for integers
bool all_finite(const Tensor& x);

}  // namespace llmsys::raw
