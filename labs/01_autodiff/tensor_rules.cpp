// Lab 01, task 1.5: rules of operations on whole tensors.
#include "labs/01_autodiff/tensor_rules.h"

#include <algorithm>

#include "framework/autograd/record.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/unbroadcast.h"

namespace llmsys::lab01 {

Tensor matmul_vjp_a(const Tensor& dy, const Tensor& b, const Shape& a_shape) {
  // One line, with unbroadcast for the leading dimensions.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: matmul_vjp_a is not written yet");
}

Tensor matmul_vjp_b(const Tensor& dy, const Tensor& a, const Shape& b_shape) {
  // About 5 lines. raw::flatten(a, 0, -2) has all rows of a batch in one matrix.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: matmul_vjp_b is not written yet");
}

Tensor sum_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim) {
  // One or two lines. dims.keep("sum", x_shape) is x's shape with size 1 in the summed dimensions.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: sum_vjp is not written yet");
}

Tensor mean_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim) {
  // About 3 lines. How many elements make one mean?
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: mean_vjp is not written yet");
}

Tensor max_vjp(const Tensor& dy, const Tensor& x, const Tensor& y, const Dims& dims, bool keepdim) {
  // About 5 lines. raw::equal(a, b) is a boolean tensor; raw::to makes numbers of it.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: max_vjp is not written yet");
}

Tensor log_softmax(const Tensor& x) {
  // About 9 lines: the forward pass from raw operations, then return record("log_softmax", y, ...). See
  // framework/autograd/record.h for an example. In the rule, v.grad() is dy and v.saved(0) the first saved tensor.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: log_softmax is not written yet");
}

Tensor gather_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, const Tensor& index) {
  // About 2 lines. raw::scatter_add is the transpose of raw::gather.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: gather_vjp is not written yet");
}

Tensor embedding_vjp(const Tensor& dy, const Shape& table_shape, const Tensor& index) {
  // About 3 lines. raw::index_add_ adds rows in place.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: embedding_vjp is not written yet");
}

Tensor reshape_vjp(const Tensor& dy, const Shape& x_shape) {
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: reshape_vjp is not written yet");
}

Tensor transpose_vjp(const Tensor& dy, int64_t dim0, int64_t dim1) {
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: transpose_vjp is not written yet");
}

Tensor slice_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  // About 3 lines. raw::slice is a view: raw::copy_ into it writes to what it looks at.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: slice_vjp is not written yet");
}

std::vector<Tensor> cat_vjp(const Tensor& dy, const std::vector<int64_t>& sizes, int64_t dim) {
  // About 6 lines.
  // TODO(lab01 task 1.5): your code here.
  throw NotImplemented("lab01 task 1.5: cat_vjp is not written yet");
}

}  // namespace llmsys::lab01
