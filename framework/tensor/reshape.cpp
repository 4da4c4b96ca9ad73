#include <optional>

#include "framework/tensor/copy.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

/// The sizes with -1 replaced by what remains of `numel` elements.
Shape resolve(const IntList& sizes, const Shape& from) {
  IntList resolved = sizes;
  int64_t unknown = -1;
  for (int64_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] != -1) continue;
    LLMSYS_CHECK(ShapeError, unknown < 0, "[reshape] only one size may be -1, got ", sizes);
    unknown = d;
    resolved[d] = 1;
  }
  if (unknown >= 0) {
    const int64_t known = Shape(resolved).numel();
    LLMSYS_CHECK(ShapeError, known > 0 && from.numel() % known == 0, "[reshape] shape ", from, " has ", from.numel(),
                 " elements: no size fits -1 in ", sizes);
    resolved[unknown] = from.numel() / known;
  }
  const Shape to(resolved);
  LLMSYS_CHECK(ShapeError, to.numel() == from.numel(), "[reshape] shape ", from, " has ", from.numel(), " elements, ",
               to, " takes ", to.numel());
  return to;
}

/// Strides that show x's elements in row-major order as `shape`, if there are any. Goes from the last dimension to the
/// first: a run of x's dimensions without gaps between them can be cut anew in any way; a gap must fall on a cut.
std::optional<Strides> view_strides(const Tensor& x, const Shape& shape) {
  if (x.numel() == 0) return contiguous_strides(shape);
  Strides strides = IntList::filled(shape.size(), 1);
  int64_t to = shape.size() - 1;
  int64_t run = 1;  // elements in the present run
  int64_t base = x.rank() > 0 ? x.strides().back() : 1;
  for (int64_t from = x.rank() - 1; from >= 0; --from) {
    run *= x.shape()[from];
    const bool joins = from > 0 && (x.shape()[from - 1] == 1 || x.strides()[from - 1] == run * base);
    if (joins) continue;
    int64_t cut = 1;
    while (to >= 0 && (cut < run || shape[to] == 1)) {
      strides[to] = cut * base;
      cut *= shape[to--];
    }
    if (cut != run) return std::nullopt;
    if (from > 0) base = x.strides()[from - 1];
    run = 1;
  }
  return strides;
}

}  // namespace

Tensor reshape(const Tensor& x, const IntList& sizes) {
  const Shape shape = resolve(sizes, x.shape());
  if (shape == x.shape()) return x;
  if (const std::optional<Strides> strides = view_strides(x, shape))
    return {x.storage_ptr(), shape, *strides, x.offset(), x.dtype()};
  return reshape(clone(x), shape);
}

Tensor flatten(const Tensor& x, int64_t first, int64_t last) {
  if (x.rank() == 0) return reshape(x, {1});
  const int64_t begin = normalize_dim("flatten", first, x.rank()), end = normalize_dim("flatten", last, x.rank());
  LLMSYS_CHECK(ShapeError, begin <= end, "[flatten] first dimension ", begin, " comes after last dimension ", end);
  IntList sizes;
  for (int64_t d = 0; d < x.rank(); ++d) {
    if (d > begin && d <= end)
      sizes[sizes.size() - 1] *= x.shape()[d];
    else
      sizes.push_back(x.shape()[d]);
  }
  return reshape(x, sizes);
}

}  // namespace llmsys::raw
