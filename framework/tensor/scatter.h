/// @file
/// Writing elements to places given by an index: the way back of gather.
///
/// In all of them: dst[..,index[..,i,..],..] = src[..,i,..] (or +=) along `dim`. For dim 1 of dst (B,C), index and src
/// (B,S): dst[b,index[b,s]] = src[b,s]. Where several go to one place they do so in row-major order of src, whatever the
/// number of threads: the last one stays, sums are added up in that order, in dst's dtype.
/// @param index  i64, of src's shape; in the other dimensions no larger than dst
/// @throws IndexError for an index out of range (indices are not negative here; nothing is written then); ShapeError;
/// DTypeError, for scatter_add also of dtypes without arithmetic; ValueError if dst was expanded
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// A copy of x with src put to the places of index; errors as above. Any dtype.
Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
/// A copy of x with src added at the places of index; errors as above. The gradient of gather adds to zeros.
Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
/// scatter() into dst itself. Bumps its version.
void scatter_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src);
/// scatter_add() into dst itself. Bumps its version.
void scatter_add_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src);

}  // namespace llmsys::raw
