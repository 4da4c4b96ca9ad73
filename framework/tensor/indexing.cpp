#include "framework/tensor/indexing.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index) {
  const int64_t axis = normalize_dim("gather", dim, x.rank());
  LLMSYS_CHECK(DTypeError, index.dtype() == DType::i64, "[gather] the index must be i64, got ", index.dtype());
  bool fits = index.rank() == x.rank();
  for (int64_t d = 0; fits && d < x.rank(); ++d) fits = d == axis || index.shape()[d] <= x.shape()[d];
  LLMSYS_CHECK(ShapeError, fits, "[gather] index ", index.shape(), " does not fit x ", x.shape(), " along dimension ",
               axis, ": same rank, and no other dimension larger");
  const auto kernel = detail::kernel_for(kGather, x);
  Tensor out = empty(index.shape(), x.dtype(), x.device());
  kernel(out, x, axis, index);
  return out;
}

Tensor cat(std::span<const Tensor> tensors, int64_t dim) {
  LLMSYS_CHECK(ValueError, !tensors.empty(), "[cat] needs at least one tensor");
  const Tensor& first = tensors.front();
  const int64_t axis = normalize_dim("cat", dim, first.rank());
  IntList sizes = first.shape();
  sizes[axis] = 0;
  for (const Tensor& x : tensors) {
    detail::check_same_dtype("cat", first, x);
    detail::check_same_device("cat", first, x);
    bool fits = x.rank() == first.rank();
    for (int64_t d = 0; fits && d < x.rank(); ++d) fits = d == axis || x.shape()[d] == first.shape()[d];
    LLMSYS_CHECK(ShapeError, fits, "[cat] shapes ", first.shape(), " and ", x.shape(), " differ outside dimension ",
                 axis);
    sizes[axis] += x.shape()[axis];
  }
  Tensor out = empty(sizes, first.dtype(), first.device());
  int64_t position = 0;
  for (const Tensor& x : tensors) {
    const int64_t next = position + x.shape()[axis];
    copy_(slice(out, axis, position, next), x);
    position = next;
  }
  return out;
}

Tensor cat(std::initializer_list<Tensor> tensors, int64_t dim) {
  return cat(std::span<const Tensor>(tensors.begin(), tensors.size()), dim);
}

}  // namespace llmsys::raw
