#include "framework/tensor/scatter.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"

namespace llmsys::raw {
namespace {

void check_operands(std::string_view op, const Tensor& dst, int64_t axis, const Tensor& index, const Tensor& src) {
  detail::check_same_dtype(op, dst, src);
  LLMSYS_CHECK(DTypeError, index.dtype() == DType::i64, "[", op, "] the index must be i64, got ", index.dtype());
  LLMSYS_CHECK(ShapeError, index.shape() == src.shape(), "[", op, "] index ", index.shape(), " and src ", src.shape(),
               " must have the same shape");
  bool fits = index.rank() == dst.rank();
  for (int64_t d = 0; fits && d < dst.rank(); ++d) fits = d == axis || index.shape()[d] <= dst.shape()[d];
  LLMSYS_CHECK(ShapeError, fits, "[", op, "] index ", index.shape(), " does not fit ", dst.shape(), " along dimension ",
               axis, ": same rank, and no other dimension larger");
}

void scatter_into(const OpKey<ScatterKernel>& key, Tensor dst, int64_t dim, const Tensor& index, const Tensor& src) {
  const int64_t axis = normalize_dim(key.name, dim, dst.rank());
  check_operands(key.name, dst, axis, index, src);
  detail::check_out(key.name, dst, dst.shape());
  detail::kernel_for(key, dst)(dst, axis, detail::unshared_from(dst, index), detail::unshared_from(dst, src));
  dst.storage().bump_version();
}

}  // namespace

void scatter_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src) {
  scatter_into(kScatter, dst, dim, index, src);
}

void scatter_add_(Tensor dst, int64_t dim, const Tensor& index, const Tensor& src) {
  scatter_into(kScatterAdd, dst, dim, index, src);
}

Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  Tensor out = clone(x);
  scatter_(out, dim, index, src);
  return out;
}

Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  Tensor out = clone(x);
  scatter_add_(out, dim, index, src);
  return out;
}

}  // namespace llmsys::raw
