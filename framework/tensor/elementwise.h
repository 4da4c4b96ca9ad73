/// @file
/// Arithmetic element by element, broadcasting as NumPy does. Nothing is recorded for backward.
///
/// Both operands have one dtype: f32, f64, i64 (integers wrap around), f16 or bf16 (an element computes in f32 and is
/// rounded once); anything else is a DTypeError. A Scalar adopts the tensor's dtype. Shapes that do not broadcast are a
/// ShapeError. The result is contiguous.
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// @name Two tensors
/// @{
Tensor add(const Tensor& a, const Tensor& b);      ///< a + b
Tensor sub(const Tensor& a, const Tensor& b);      ///< a - b
Tensor mul(const Tensor& a, const Tensor& b);      ///< a * b
Tensor div(const Tensor& a, const Tensor& b);      ///< a / b; floats only
Tensor maximum(const Tensor& a, const Tensor& b);  ///< the larger one; NaN if either is NaN
Tensor minimum(const Tensor& a, const Tensor& b);  ///< the smaller one; NaN if either is NaN
/// @}

/// @name A tensor and a number
/// @{
Tensor add(const Tensor& a, Scalar b);      ///< a + b
Tensor sub(const Tensor& a, Scalar b);      ///< a - b
Tensor sub(Scalar a, const Tensor& b);      ///< a - b
Tensor mul(const Tensor& a, Scalar b);      ///< a * b
Tensor div(const Tensor& a, Scalar b);      ///< a / b; floats only
Tensor div(Scalar a, const Tensor& b);      ///< a / b; floats only
Tensor maximum(const Tensor& a, Scalar b);  ///< the larger one
Tensor minimum(const Tensor& a, Scalar b);  ///< the smaller one
/// @}

/// @name One tensor
/// @{
Tensor neg(const Tensor& x);   ///< -x
Tensor abs(const Tensor& x);   ///< |x|
Tensor exp(const Tensor& x);   ///< e^x; floats only
Tensor log(const Tensor& x);   ///< natural logarithm; floats only
Tensor sqrt(const Tensor& x);  ///< square root; floats only
Tensor tanh(const Tensor& x);  ///< hyperbolic tangent; floats only
/// @}

/// out = a + b without an allocation. `out` may be a or b, and may overlap them. Bumps its version.
/// @throws ShapeError if out is not of the broadcast shape; ValueError if it was expanded
void add_out(Tensor out, const Tensor& a, const Tensor& b);

}  // namespace llmsys::raw
