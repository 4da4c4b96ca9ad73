#include "framework/tensor/dims.h"

namespace llmsys {

IntList Dims::mask(std::string_view op, int64_t rank) const {
  IntList reduced = IntList::filled(rank, all_ ? 1 : 0);
  for (const int64_t dim : dims_) {
    const int64_t d = normalize_dim(op, dim, rank);
    LLMSYS_CHECK(ShapeError, reduced[d]++ == 0, "[", op, "] dimension ", d, " occurs twice in ", dims_);
  }
  return reduced;
}

Shape Dims::keep(std::string_view op, const Shape& shape) const {
  const IntList reduced = mask(op, shape.size());
  IntList sizes = shape;
  for (int64_t d = 0; d < shape.size(); ++d)
    if (reduced[d] != 0) sizes[d] = 1;
  return sizes;
}

Shape Dims::drop(std::string_view op, const Shape& shape) const {
  const IntList reduced = mask(op, shape.size());
  IntList sizes;
  for (int64_t d = 0; d < shape.size(); ++d)
    if (reduced[d] == 0) sizes.push_back(shape[d]);
  return sizes;
}

}  // namespace llmsys
