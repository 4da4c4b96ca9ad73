#include "framework/tensor/matmul.h"

#include <span>

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

/// One row: its elements are neighbours, or there is nothing to step over; and rows do not overlap.
bool steps_fit(int64_t rows, int64_t columns, int64_t down, int64_t right) {
  return (right == 1 || columns <= 1) && (down >= columns || rows <= 1);
}

/// x, or a copy if blas can read its last two dimensions neither by rows nor by columns.
Tensor readable(const Tensor& x) {
  const int64_t rows = x.size(-2), columns = x.size(-1);
  const int64_t down = x.strides()[x.rank() - 2], right = x.strides()[x.rank() - 1];
  const bool fits = steps_fit(rows, columns, down, right) || steps_fit(columns, rows, right, down);
  return fits ? x : clone(x);
}

/// The shape without its last two sizes, and with two others in their place.
Shape batch_shape(const Tensor& x) {
  return std::span<const int64_t>(x.shape().begin(), static_cast<size_t>(x.rank() - 2));
}
Shape with_matrix(const Shape& batch, int64_t rows, int64_t columns) {
  IntList sizes = batch;
  sizes.push_back(rows);
  sizes.push_back(columns);
  return sizes;
}

/// Operands of rank 2 and more.
Tensor multiply(const Tensor& a, const Tensor& b) {
  const int64_t M = a.size(-2), K = a.size(-1), N = b.size(-1);
  if (b.rank() == 2 && a.rank() > 2 && a.is_contiguous()) {  // one product with all rows at once
    const Tensor rows = multiply(reshape(a, {batch_shape(a).numel() * M, K}), b);
    return reshape(rows, with_matrix(batch_shape(a), M, N));
  }
  const auto kernel = detail::kernel_for(kMatmul, a);
  const Shape batch = broadcast_shapes("matmul", batch_shape(a), batch_shape(b));
  Tensor out = empty(with_matrix(batch, M, N), a.dtype(), a.device());  // (..,M,N)
  kernel(out, detail::expanded(readable(a), with_matrix(batch, M, K)),
         detail::expanded(readable(b), with_matrix(batch, K, N)));
  return out;
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  detail::check_same_dtype("matmul", a, b);
  LLMSYS_CHECK(ShapeError, a.rank() > 0 && b.rank() > 0, "[matmul] needs at least one dimension, got ", a.shape(),
               " times ", b.shape());
  const Tensor left = a.rank() == 1 ? unsqueeze(a, 0) : a;
  const Tensor right = b.rank() == 1 ? unsqueeze(b, 1) : b;
  LLMSYS_CHECK(ShapeError, left.size(-1) == right.size(-2), "[matmul] ", a.shape(), " times ", b.shape(),
               ": the inner sizes ", left.size(-1), " and ", right.size(-2), " differ");
  Tensor out = multiply(left, right);
  if (b.rank() == 1) out = squeeze(out, -1);
  if (a.rank() == 1) out = squeeze(out, b.rank() == 1 ? -1 : -2);
  return out;
}

}  // namespace llmsys::raw
