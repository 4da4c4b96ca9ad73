// Lab 01, task 1.5: rules of operations on whole tensors.
#include "labs/01_autodiff/tensor_rules.h"

#include <algorithm>

#include "framework/autograd/record.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/unbroadcast.h"

namespace llmsys::lab01 {

Tensor matmul_vjp_a(const Tensor& dy, const Tensor& b, const Shape& a_shape) {
  // One line, with unbroadcast for the leading dimensions.
  // BEGIN SOLUTION task 1.5 matmul_vjp_a
  return unbroadcast(raw::matmul(dy, raw::transpose(b)), a_shape);
  // END SOLUTION
}

Tensor matmul_vjp_b(const Tensor& dy, const Tensor& a, const Shape& b_shape) {
  // About 5 lines. raw::flatten(a, 0, -2) has all rows of a batch in one matrix.
  // BEGIN SOLUTION task 1.5 matmul_vjp_b
  if (b_shape.size() == 2) {  // one matrix for the whole batch: one product of all rows
    const Tensor rows = raw::flatten(a, 0, -2), dy_rows = raw::flatten(dy, 0, -2);
    return raw::matmul(raw::transpose(rows), dy_rows);
  }
  return unbroadcast(raw::matmul(raw::transpose(a), dy), b_shape);
  // END SOLUTION
}

Tensor sum_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim) {
  // One or two lines. dims.keep("sum", x_shape) is x's shape with size 1 in the summed dimensions.
  // BEGIN SOLUTION task 1.5 sum_vjp
  const Tensor kept = keepdim ? dy : raw::reshape(dy, dims.keep("sum", x_shape));
  return raw::expand(kept, x_shape);
  // END SOLUTION
}

Tensor mean_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim) {
  // About 3 lines. How many elements make one mean?
  // BEGIN SOLUTION task 1.5 mean_vjp
  const int64_t means = std::max<int64_t>(1, dims.keep("mean", x_shape).numel());  // 0 if x has no elements
  const int64_t count = x_shape.numel() / means;
  return sum_vjp(raw::div(dy, count), x_shape, dims, keepdim);
  // END SOLUTION
}

Tensor max_vjp(const Tensor& dy, const Tensor& x, const Tensor& y, const Dims& dims, bool keepdim) {
  // About 5 lines. raw::equal(a, b) is a boolean tensor; raw::to makes numbers of it.
  // BEGIN SOLUTION task 1.5 max_vjp
  const Shape kept = dims.keep("max", x.shape());
  const Tensor y_kept = keepdim ? y : raw::reshape(y, kept), dy_kept = keepdim ? dy : raw::reshape(dy, kept);
  const Tensor largest = raw::to(raw::equal(x, y_kept), x.dtype());            // 1 where x is the largest, else 0
  return raw::mul(largest, raw::div(dy_kept, raw::sum(largest, dims, true)));  // equal ones share
  // END SOLUTION
}

Tensor log_softmax(const Tensor& x) {
  // About 9 lines: the forward pass from raw operations, then return record("log_softmax", y, ...). See
  // framework/autograd/record.h for an example. In the rule, v.grad() is dy and v.saved(0) the first saved tensor.
  // BEGIN SOLUTION task 1.5 log_softmax
  const Tensor shifted = raw::sub(x, raw::max(x, -1, true));  // (..,V)  largest 0: exp cannot overflow
  const Tensor y = raw::sub(shifted, raw::log(raw::sum(raw::exp(shifted), -1, true)));
  return record("log_softmax", y, {&x}, {&y}, [](const Vjp& v) {
    const Tensor dy = v.grad();
    return Gradients{raw::sub(dy, raw::mul(raw::exp(v.saved(0)), raw::sum(dy, -1, true)))};
  });
  // END SOLUTION
}

Tensor gather_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, const Tensor& index) {
  // About 2 lines. raw::scatter_add is the transpose of raw::gather.
  // BEGIN SOLUTION task 1.5 gather_vjp
  return raw::scatter_add(zeros(x_shape, dy.dtype()), dim, index, dy);
  // END SOLUTION
}

Tensor embedding_vjp(const Tensor& dy, const Shape& table_shape, const Tensor& index) {
  // About 3 lines. raw::index_add_ adds rows in place.
  // BEGIN SOLUTION task 1.5 embedding_vjp
  Tensor gradient = zeros(table_shape, dy.dtype());
  raw::index_add_(gradient, 0, index, dy);
  return gradient;
  // END SOLUTION
}

Tensor reshape_vjp(const Tensor& dy, const Shape& x_shape) {
  // BEGIN SOLUTION task 1.5 reshape_vjp
  return raw::reshape(dy, x_shape);
  // END SOLUTION
}

Tensor transpose_vjp(const Tensor& dy, int64_t dim0, int64_t dim1) {
  // BEGIN SOLUTION task 1.5 transpose_vjp
  return raw::transpose(dy, dim0, dim1);  // swapping twice changes nothing
  // END SOLUTION
}

Tensor slice_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  // About 3 lines. raw::slice is a view: raw::copy_ into it writes to what it looks at.
  // BEGIN SOLUTION task 1.5 slice_vjp
  const Tensor dx = zeros(x_shape, dy.dtype());
  raw::copy_(raw::slice(dx, dim, start, stop, step), dy);
  return dx;
  // END SOLUTION
}

std::vector<Tensor> cat_vjp(const Tensor& dy, const std::vector<int64_t>& sizes, int64_t dim) {
  // About 6 lines.
  // BEGIN SOLUTION task 1.5 cat_vjp
  std::vector<Tensor> parts;
  int64_t start = 0;
  for (const int64_t size : sizes) {
    parts.push_back(raw::slice(dy, dim, start, start + size));
    start += size;
  }
  return parts;
  // END SOLUTION
}

}  // namespace llmsys::lab01
