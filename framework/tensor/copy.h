/// @file
/// Moving elements: copies, conversions, fills.
#pragma once
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// dst = src, broadcast to dst's shape and converted to its dtype; they may be on different devices. Overlap is allowed. Bumps dst's version.
/// @throws ShapeError if src does not expand to dst's shape; ValueError if dst was expanded; DTypeError as to()
void copy_(Tensor dst, const Tensor& src);

/// Every element of dst becomes `value`. Bumps dst's version.
/// @throws DTypeError if the dtype cannot hold the value; ValueError if dst was expanded
void fill_(Tensor dst, Scalar value);

/// A contiguous copy with memory of its own.
Tensor clone(const Tensor& x);

/// x itself if it is contiguous, else a contiguous copy.
Tensor contiguous(const Tensor& x);

/// The elements as another dtype; x itself if that is its dtype. Float to integer rounds towards zero and stops at the
/// ends of the range, NaN becomes 0; to bool asks for "not zero"; integer to narrower integer keeps the low bits; to a
/// float rounds once, to nearest even (low_precision.h says what becomes of numbers too large for it).
/// @throws DTypeError from or to u4x2, which has raw::pack_u4 and raw::unpack_u4
Tensor to(const Tensor& x, DType dtype);

/// The elements on another device, contiguous; x itself if it is there. To a GPU and back it waits until the bytes are
/// there. (No kernel runs for it, so no observer is told.)
/// @throws DeviceError if there is no such device; OutOfMemory
Tensor to(const Tensor& x, Device device);

}  // namespace llmsys::raw
