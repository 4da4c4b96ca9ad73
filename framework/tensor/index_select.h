/// @file
/// Whole slices picked by index, and added to by index: an embedding and its gradient.
///
/// Fastest along dimension 0 of tensors whose rows lie in one piece; any other dimension and any strides work too.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// out[..,i,..] = x[..,index[i],..] along `dim`: the embedding (V,C) along 0 by token ids (N) is (N,C). Any dtype.
/// @param index  i64 (N); an id may occur often
/// @throws IndexError for an index out of range (indices are not negative here); ShapeError if index is not 1-d;
/// DTypeError
Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index);

/// dst[..,index[i],..] += src[..,i,..]: the way back of index_select, as its gradient needs it. Slices that go to one
/// place are added in order of i, in dst's dtype, whatever the number of threads. Bumps dst's version.
/// @param src  dst's shape, but (N) along `dim`
/// @throws as index_select, before anything is written; ValueError if dst was expanded
void index_add_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src);

}  // namespace llmsys::raw
