#include "framework/tensor/views.h"

#include <algorithm>

namespace llmsys::raw {
namespace {

Tensor view(const Tensor& x, const Shape& shape, const Strides& strides, int64_t offset) {
  return {x.storage_ptr(), shape, strides, offset, x.dtype()};
}

/// A position as slice() means it: negative from the end, then clamped to [0, size].
int64_t clamp_position(int64_t position, int64_t size) {
  return std::clamp(position < 0 ? position + size : position, int64_t{0}, size);
}

/// The list without entry `dim`.
IntList without(const IntList& list, int64_t dim) {
  IntList out;
  for (int64_t d = 0; d < list.size(); ++d)
    if (d != dim) out.push_back(list[d]);
  return out;
}

/// The list with `value` before entry `dim`.
IntList with(const IntList& list, int64_t dim, int64_t value) {
  IntList out;
  for (int64_t d = 0; d < list.size(); ++d) {
    if (d == dim) out.push_back(value);
    out.push_back(list[d]);
  }
  if (dim == list.size()) out.push_back(value);
  return out;
}

}  // namespace

Tensor as_strided(const Tensor& x, const Shape& shape, const Strides& strides, int64_t offset) {
  LLMSYS_CHECK(ShapeError, shape.size() == strides.size(), "[as_strided] shape ", shape, " and strides ", strides,
               " differ in length");
  const int64_t available = static_cast<int64_t>(x.storage().bytes()) / item_size(x.dtype());
  int64_t last = offset;
  bool fits = offset >= 0 && offset <= available;
  for (int64_t d = 0; d < shape.size() && shape.numel() > 0; ++d) {
    int64_t reach = 0;
    fits = fits && strides[d] >= 0 && !__builtin_mul_overflow(shape[d] - 1, strides[d], &reach) &&
           !__builtin_add_overflow(last, reach, &last);
  }
  LLMSYS_CHECK(IndexError, fits && (shape.numel() == 0 || last < available), "[as_strided] shape ", shape, ", strides ",
               strides, " and offset ", offset, " reach outside the storage's ", available, " elements");
  return view(x, shape, strides, offset);
}

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1) {
  const int64_t a = normalize_dim("transpose", dim0, x.rank()), b = normalize_dim("transpose", dim1, x.rank());
  IntList sizes = x.shape();
  Strides strides = x.strides();
  std::swap(sizes[a], sizes[b]);
  std::swap(strides[a], strides[b]);
  return view(x, sizes, strides, x.offset());
}

Tensor permute(const Tensor& x, const IntList& order) {
  IntList sizes, strides, seen = IntList::filled(x.rank(), 0);
  LLMSYS_CHECK(ShapeError, order.size() == x.rank(), "[permute] a tensor of shape ", x.shape(), " takes ", x.rank(),
               " dimensions, got ", order);
  for (const int64_t dim : order) {
    const int64_t d = normalize_dim("permute", dim, x.rank());
    LLMSYS_CHECK(ShapeError, seen[d]++ == 0, "[permute] dimension ", d, " occurs twice in ", order);
    sizes.push_back(x.shape()[d]);
    strides.push_back(x.strides()[d]);
  }
  return view(x, sizes, strides, x.offset());
}

Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  const int64_t d = normalize_dim("slice", dim, x.rank());
  LLMSYS_CHECK(ValueError, step >= 1, "[slice] step must be at least 1, got ", step);
  const int64_t size = x.shape()[d];
  const int64_t first = clamp_position(start, size);
  const int64_t count = std::max<int64_t>(clamp_position(stop, size) - first, 0);
  IntList sizes = x.shape();
  Strides strides = x.strides();
  sizes[d] = count == 0 ? 0 : (count - 1) / step + 1;
  const int64_t offset = x.offset() + (count == 0 ? 0 : first * strides[d]);
  if (sizes[d] > 1) strides[d] *= step;  // a single position needs no stride, and a huge step would overflow it
  return view(x, sizes, strides, offset);
}

Tensor select(const Tensor& x, int64_t dim, int64_t index) {
  const int64_t d = normalize_dim("select", dim, x.rank());
  const int64_t size = x.shape()[d];
  LLMSYS_CHECK(IndexError, index >= -size && index < size, "[select] index ", index, " is out of range for dimension ",
               d, " of shape ", x.shape());
  const int64_t position = index < 0 ? index + size : index;
  return view(x, without(x.shape(), d), without(x.strides(), d), x.offset() + position * x.strides()[d]);
}

Tensor expand(const Tensor& x, const Shape& shape) {
  const int64_t added = shape.size() - x.rank();
  LLMSYS_CHECK(ShapeError, added >= 0, "[expand] shape ", x.shape(), " has more dimensions than ", shape);
  Strides strides = IntList::filled(shape.size(), 0);
  for (int64_t d = 0; d < x.rank(); ++d) {
    const int64_t from = x.shape()[d], to = shape[d + added];
    LLMSYS_CHECK(ShapeError, from == to || from == 1, "[expand] shape ", x.shape(), " does not expand to ", shape,
                 ": dimension ", d, " is ", from, ", which is neither ", to, " nor 1");
    strides[d + added] = from == to ? x.strides()[d] : 0;
  }
  return view(x, shape, strides, x.offset());
}

Tensor squeeze(const Tensor& x, int64_t dim) {
  const int64_t d = normalize_dim("squeeze", dim, x.rank());
  if (x.shape()[d] != 1) return x;
  return view(x, without(x.shape(), d), without(x.strides(), d), x.offset());
}

Tensor squeeze(const Tensor& x) {
  Tensor out = x;
  for (int64_t d = x.rank() - 1; d >= 0; --d) out = squeeze(out, d);
  return out;
}

Tensor unsqueeze(const Tensor& x, int64_t dim) {
  const int64_t d = normalize_dim("unsqueeze", dim, x.rank() + 1);
  int64_t stride = 1;
  if (d < x.rank())  // may overflow if x has no elements, and then means nothing
    static_cast<void>(__builtin_mul_overflow(x.shape()[d], x.strides()[d], &stride));
  return view(x, with(x.shape(), d, 1), with(x.strides(), d, stride), x.offset());
}

}  // namespace llmsys::raw
