/// @file
/// Choosing between two values, element by element.
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// condition ? a : b, all three broadcast to one shape. What is not chosen has no influence, NaN included.
/// @param condition  boolean    @param a,b  of one dtype, any; that of the result
/// @throws DTypeError, ShapeError
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b);

/// x with `value` wherever `mask` holds; mask broadcasts to x's shape: masked_fill(scores, future, -INFINITY).
/// @param mask  boolean
/// @throws DTypeError, also if x's dtype cannot hold the value; ShapeError if mask does not expand to x's shape
Tensor masked_fill(const Tensor& x, const Tensor& mask, Scalar value);

}  // namespace llmsys::raw
