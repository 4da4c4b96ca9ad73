/// @file
/// Arithmetic that overwrites its first operand: what optimizers and the accumulation of gradients need.
///
/// All bump dst's version. src has dst's dtype and broadcasts to its shape; it may be dst, or overlap it.
/// @throws DTypeError if dtypes differ or have no arithmetic; ShapeError if src does not expand to dst's shape; ValueError
/// if dst was expanded
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

void add_(Tensor dst, const Tensor& src);                ///< dst += src
void add_(Tensor dst, const Tensor& src, Scalar alpha);  ///< dst += alpha src, in one pass
void sub_(Tensor dst, const Tensor& src);                ///< dst -= src
void mul_(Tensor dst, const Tensor& src);                ///< dst *= src
void mul_(Tensor dst, Scalar factor);                    ///< dst *= factor
void zero_(Tensor dst);                                  ///< dst = 0; any dtype

}  // namespace llmsys::raw
