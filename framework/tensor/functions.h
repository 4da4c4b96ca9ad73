/// @file
/// Functions of one tensor, element by element, of f32, f64, f16 and bf16; others are a DTypeError. The result is
/// contiguous.
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

Tensor sin(const Tensor& x);      ///< sine of radians
Tensor cos(const Tensor& x);      ///< cosine of radians
Tensor rsqrt(const Tensor& x);    ///< 1 / square root; +inf at 0, NaN below
Tensor sigmoid(const Tensor& x);  ///< 1 / (1 + e^-x)
Tensor erf(const Tensor& x);      ///< 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x

/// x^p, as std::pow; x^2 is a multiplication.
Tensor pow(const Tensor& x, Scalar p);

}  // namespace llmsys::raw
