/// @file
/// Views: other shapes and strides over the same elements. Nothing is copied; writing to a view writes to the original.
///
/// Dimensions may be negative and then count from the end, in all of them. Errors name the operation.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys {

/// "To the end" in slice().
inline constexpr int64_t kEnd = INT64_MAX;

namespace raw {

/// Any shape and strides over x's storage.
/// @param strides  in elements, not negative    @param offset  of element (0,..,0), in elements from the storage's
/// start
/// @throws ShapeError if the ranks differ; IndexError if an element would lie outside the storage
Tensor as_strided(const Tensor& x, const Shape& shape, const Strides& strides, int64_t offset);

/// Swaps two dimensions: (B,T,C) -> (B,C,T) for (1,2).  @throws IndexError
Tensor transpose(const Tensor& x, int64_t dim0 = -2, int64_t dim1 = -1);

/// Reorders all dimensions: dimension d of the result is dimension order[d] of x.
/// @throws ShapeError if `order` does not name each dimension once
Tensor permute(const Tensor& x, const IntList& order);

/// x[.., start:stop:step, ..] along `dim`, with Python's rules: negative positions count from the end, positions beyond
/// the ends are clamped, stop <= start gives size 0.  @throws ValueError if step < 1; IndexError for the dimension
Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t stop = kEnd, int64_t step = 1);

/// x[.., index, ..]: one position along `dim`, which disappears; index may be negative.  @throws IndexError
Tensor select(const Tensor& x, int64_t dim, int64_t index);

/// Repeats dimensions of size 1 (stride 0) and adds new ones in front, up to `shape`. Several elements of the result
/// share memory, so it cannot be written to.  @throws ShapeError if a size is neither that of the shape nor 1
Tensor expand(const Tensor& x, const Shape& shape);

/// Removes dimension `dim` if its size is 1, else returns x as it is.  @throws IndexError
Tensor squeeze(const Tensor& x, int64_t dim);

/// Removes all dimensions of size 1.
Tensor squeeze(const Tensor& x);

/// Adds a dimension of size 1 before `dim`, -(rank+1) <= dim <= rank; -1 adds it last.
/// @throws IndexError; ShapeError beyond kMaxRank dimensions
Tensor unsqueeze(const Tensor& x, int64_t dim);

/// The same elements in row-major order under another shape: a view where the strides allow it, else a copy.
/// @param sizes  at most one may be -1: what remains
/// @throws ShapeError "[reshape] shape (2,3) has 6 elements, (4,2) takes 8"
Tensor reshape(const Tensor& x, const IntList& sizes);

/// Joins dimensions first..last into one, as reshape does; all of them by default. A 0-d tensor becomes (1).
Tensor flatten(const Tensor& x, int64_t first = 0, int64_t last = -1);

}  // namespace raw
}  // namespace llmsys
