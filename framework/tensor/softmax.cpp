#include "framework/tensor/softmax.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

Tensor along(const OpKey<RowKernel>& key, const Tensor& x, int64_t dim) {
  const int64_t axis = normalize_dim(key.name, dim, x.rank());
  const auto kernel = detail::kernel_for(key, x);
  const Tensor rows = detail::with_rows_along(x, axis);
  Tensor out = empty_like(rows);
  kernel(out, rows);
  return contiguous(detail::last_moved_to(out, axis));
}

}  // namespace

Tensor softmax(const Tensor& x, int64_t dim) { return along(kSoftmax, x, dim); }
Tensor log_softmax(const Tensor& x, int64_t dim) { return along(kLogSoftmax, x, dim); }

Tensor logsumexp(const Tensor& x, int64_t dim, bool keepdim) {
  const int64_t axis = normalize_dim(kLogSumExp.name, dim, x.rank());
  const auto kernel = detail::kernel_for(kLogSumExp, x);
  const Tensor rows = detail::with_rows_along(x, axis);
  IntList sizes = rows.shape();
  sizes[x.rank() - 1] = 1;
  Tensor out = empty(sizes, x.dtype(), x.device());
  kernel(out, rows);
  return keepdim ? detail::last_moved_to(out, axis) : squeeze(out, -1);
}

}  // namespace llmsys::raw
