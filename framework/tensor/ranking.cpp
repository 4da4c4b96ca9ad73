#include "framework/tensor/ranking.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

/// x's shape with `n` in its last dimension.
Shape with_last(const Tensor& x, int64_t n) {
  IntList sizes = x.shape();
  sizes[x.rank() - 1] = n;
  return sizes;
}

Tensor arg(const OpKey<RowKernel>& key, const Tensor& x, int64_t dim, bool keepdim) {
  const int64_t axis = normalize_dim(key.name, dim, x.rank());
  const Tensor rows = detail::with_rows_along(x, axis);
  const auto kernel = detail::kernel_for(key, x);
  Tensor out = empty(with_last(rows, 1), DType::i64, x.device());
  LLMSYS_CHECK(ValueError, x.shape()[axis] > 0 || out.numel() == 0, "[", key.name,
               "] of no elements is not defined: dimension ", axis, " of ", x.shape());
  kernel(out, rows);
  return keepdim ? detail::last_moved_to(out, axis) : squeeze(out, -1);
}

}  // namespace

Tensor argmax(const Tensor& x, int64_t dim, bool keepdim) { return arg(kArgMax, x, dim, keepdim); }
Tensor argmin(const Tensor& x, int64_t dim, bool keepdim) { return arg(kArgMin, x, dim, keepdim); }

TopK topk(const Tensor& x, int64_t k, int64_t dim, bool largest) {
  const int64_t axis = normalize_dim("topk", dim, x.rank());
  LLMSYS_CHECK(ValueError, k >= 0 && k <= x.shape()[axis], "[topk] k must be 0 to ", x.shape()[axis],
               ", the size of dimension ", axis, " of ", x.shape(), ", got ", k);
  const Tensor rows = detail::with_rows_along(x, axis);
  const auto kernel = detail::kernel_for(kTopK, x);
  Tensor values = empty(with_last(rows, k), x.dtype(), x.device());
  Tensor indices = empty(with_last(rows, k), DType::i64, x.device());
  kernel(values, rows, indices, largest);
  return {contiguous(detail::last_moved_to(values, axis)), contiguous(detail::last_moved_to(indices, axis))};
}

}  // namespace llmsys::raw
