/// @file
/// Picking elements by index, and joining tensors.
#pragma once
#include <span>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// out[..,i,..] = x[..,index[..,i,..],..] along `dim`. For dim 1 of x (B,C) and index (B,S): out[b,s] =
/// x[b,index[b,s]], (B,S).
/// @param index  i64, of x's rank; in the other dimensions no larger than x
/// @throws IndexError for an index out of range (indices are not negative here); ShapeError; DTypeError
Tensor gather(const Tensor& x, int64_t dim, const Tensor& index);

/// The tensors one after another along `dim`: (2,3) and (4,3) along 0 are (6,3).
/// @throws ValueError for no tensors; ShapeError if other dimensions differ; DTypeError
Tensor cat(std::span<const Tensor> tensors, int64_t dim = 0);
/// As above: cat({a, b}).
Tensor cat(std::initializer_list<Tensor> tensors, int64_t dim = 0);

}  // namespace llmsys::raw
