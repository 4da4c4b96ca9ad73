#include "framework/tensor/shape.h"

#include <algorithm>

namespace llmsys {

Shape::Shape(const IntList& sizes) : sizes_(sizes) {
  for (const int64_t size : sizes) LLMSYS_CHECK(ShapeError, size >= 0, "a size cannot be negative, got ", sizes);
  if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) {
    numel_ = 0;  // however large the other sizes are
    return;
  }
  for (const int64_t size : sizes)
    LLMSYS_CHECK(ShapeError, !__builtin_mul_overflow(numel_, size, &numel_), "a tensor of shape ", sizes,
                 " has more than 2^63 elements");
}

std::string to_text(const Shape& shape) { return to_text(static_cast<const IntList&>(shape)); }

Strides contiguous_strides(const Shape& shape) {
  Strides strides = shape;
  int64_t step = 1;
  for (int64_t d = shape.size() - 1; d >= 0; --d) {
    strides[d] = step;
    static_cast<void>(__builtin_mul_overflow(step, std::max<int64_t>(shape[d], 1), &step));  // only if one size is 0
  }
  return strides;
}

bool is_contiguous(const Shape& shape, const Strides& strides) {
  if (shape.numel() == 0) return true;
  int64_t step = 1;
  for (int64_t d = shape.size() - 1; d >= 0; --d) {
    if (shape[d] == 1) continue;
    if (strides[d] != step) return false;
    step *= shape[d];
  }
  return true;
}

int64_t normalize_dim(std::string_view op, int64_t dim, int64_t rank) {
  LLMSYS_CHECK(IndexError, rank > 0, "[", op, "] a tensor of rank 0 has no dimension ", dim);
  LLMSYS_CHECK(IndexError, dim >= -rank && dim < rank, "[", op, "] dimension ", dim,
               " is out of range for a tensor of rank ", rank, ": use ", -rank, " to ", rank - 1);
  return dim < 0 ? dim + rank : dim;
}

Shape broadcast_shapes(std::string_view op, const Shape& a, const Shape& b) {
  if (a == b) return a;
  const int64_t rank = std::max(a.size(), b.size());
  IntList out = IntList::filled(rank, 1);
  for (int64_t d = rank - 1; d >= 0; --d) {
    const int64_t in_a = d - (rank - a.size()), in_b = d - (rank - b.size());
    const int64_t size_a = in_a < 0 ? 1 : a[in_a], size_b = in_b < 0 ? 1 : b[in_b];
    LLMSYS_CHECK(ShapeError, size_a == size_b || size_a == 1 || size_b == 1, "[", op, "] shapes ", a, " and ", b,
                 " do not broadcast: dimension ", d, " is ", size_a, " and ", size_b);
    out[d] = size_a == 1 ? size_b : size_a;
  }
  return out;
}

}  // namespace llmsys
