/// @file
/// 4-bit numbers, two to the byte: how they get into a u4x2 tensor and out again.
///
/// An element of a u4x2 tensor is a byte with two numbers, the first in its low half, so (..,N) numbers are (..,N/2)
/// elements. Copies, views and indexing move whole elements. What the numbers 0 to 15 mean (an offset integer, an index
/// into a table of levels) is for the quantiser to say.
///
/// A tensor on cuda is packed and unpacked by the host.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// Numbers 0 to 15 as pairs: (..,N) becomes u4x2 (..,N/2).
/// @param x  u8 or i64, any strides; N even
/// @throws ShapeError for an odd N or a 0-d tensor; ValueError naming the first number out of range; DTypeError
Tensor pack_u4(const Tensor& x);

/// The numbers of u4x2 (..,N): (..,2N); a 0-d tensor gives (2).
/// @param dtype  of the result; any but u4x2
/// @throws DTypeError if x is not u4x2
Tensor unpack_u4(const Tensor& x, DType dtype = DType::u8);

}  // namespace llmsys::raw
