#include "framework/tensor/index_select.h"

#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/indexing.h"
#include "framework/tensor/scatter.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

void check_index(std::string_view op, const Tensor& index) {
  LLMSYS_CHECK(DTypeError, index.dtype() == DType::i64, "[", op, "] the index must be i64, got ", index.dtype());
  LLMSYS_CHECK(ShapeError, index.rank() == 1, "[", op, "] the index must be (N), got ", index.shape(),
               ": use raw::flatten(index), then reshape the result");
}

/// x's shape with n along `axis`.
Shape with_size(const Tensor& x, int64_t axis, int64_t n) {
  IntList sizes = x.shape();
  sizes[axis] = n;
  return sizes;
}

/// Whether x's rows, x[i], lie in one piece each, so that x can be seen as (S,C).
bool has_whole_rows(const Tensor& x) {
  if (x.rank() < 2 || x.numel() == 0) return false;
  return is_contiguous(with_size(x, 0, 1), x.strides());
}

Tensor as_rows(const Tensor& x) { return reshape(x, {x.shape()[0], x.numel() / std::max<int64_t>(x.shape()[0], 1)}); }

/// The index of shape (N) as one of `shape` that gather and scatter take.
Tensor spread(const Tensor& index, int64_t axis, const Shape& shape) {
  IntList sizes = IntList::filled(shape.size(), 1);
  sizes[axis] = index.numel();
  return expand(reshape(index, sizes), shape);
}

}  // namespace

Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index) {
  const int64_t axis = normalize_dim("index_select", dim, x.rank());
  check_index("index_select", index);
  const Shape shape = with_size(x, axis, index.numel());
  if (axis != 0 || !has_whole_rows(x)) return gather(x, axis, spread(index, axis, shape));
  const auto kernel = detail::kernel_for(kIndexSelect, x);
  Tensor rows = empty({index.numel(), x.numel() / x.shape()[0]}, x.dtype(), x.device());
  kernel(rows, as_rows(x), index);
  return reshape(rows, shape);
}

void index_add_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src) {
  const int64_t axis = normalize_dim("index_add_", dim, dst.rank());
  check_index("index_add_", index);
  detail::check_same_dtype("index_add_", dst, src);
  detail::check_out("index_add_", dst, dst.shape());
  LLMSYS_CHECK(ShapeError, src.shape() == with_size(dst, axis, index.numel()), "[index_add_] src must be ",
               with_size(dst, axis, index.numel()), " to match ", dst.shape(), " and index ", index.shape(), ", got ",
               src.shape());
  if (axis != 0 || !has_whole_rows(dst) || !has_whole_rows(src))
    return scatter_add_(dst, axis, spread(index, axis, src.shape()), src);
  Tensor rows = as_rows(dst);
  detail::kernel_for(kIndexAdd, dst)(rows, detail::unshared_from(dst, index), detail::unshared_from(dst, as_rows(src)));
  dst.storage().bump_version();
}

}  // namespace llmsys::raw
