// Given: recorded products, reductions, selections and views.
#include "framework/autograd/record.h"
#include "labs/01_autodiff/ops.h"

namespace llmsys {
namespace {

using namespace lab01;

Tensor matmul_of_matrices(const Tensor& a, const Tensor& b) {
  const Tensor* a_needed = requires_grad(b) ? &a : nullptr;
  const Tensor* b_needed = requires_grad(a) ? &b : nullptr;
  return record("matmul", raw::matmul(a, b), {&a, &b}, {a_needed, b_needed}, [](const Vjp& v) {
    const Tensor dy = v.grad();
    Gradients gradients(2);
    if (v.wanted(0)) gradients[0] = matmul_vjp_a(dy, v.saved(1), v.input_shape(0));
    if (v.wanted(1)) gradients[1] = matmul_vjp_b(dy, v.saved(0), v.input_shape(1));
    return gradients;
  });
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  if (a.rank() >= 2 && b.rank() >= 2) return matmul_of_matrices(a, b);
  LLMSYS_CHECK(ShapeError, a.rank() > 0 && b.rank() > 0, "[matmul] needs at least one dimension, got ", a.shape(),
               " times ", b.shape());
  IntList out;  // a vector is a row on the left, a column on the right, and its dimension is gone from the result
  const Tensor left = a.rank() == 1 ? reshape(a, {1, -1}) : a, right = b.rank() == 1 ? reshape(b, {-1, 1}) : b;
  const Tensor product = matmul_of_matrices(left, right);
  for (int64_t d = 0; d < product.rank(); ++d) {
    const bool added = (d == product.rank() - 2 && a.rank() == 1) || (d == product.rank() - 1 && b.rank() == 1);
    if (!added) out.push_back(product.size(d));
  }
  return reshape(product, out);
}

Tensor sum(const Tensor& x, const Dims& dims, bool keepdim) {
  return record("sum", raw::sum(x, dims, keepdim), {&x}, {}, [dims, keepdim](const Vjp& v) {
    return Gradients{sum_vjp(v.grad(), v.input_shape(0), dims, keepdim)};
  });
}

Tensor mean(const Tensor& x, const Dims& dims, bool keepdim) {
  return record("mean", raw::mean(x, dims, keepdim), {&x}, {}, [dims, keepdim](const Vjp& v) {
    return Gradients{mean_vjp(v.grad(), v.input_shape(0), dims, keepdim)};
  });
}

Tensor max(const Tensor& x, const Dims& dims, bool keepdim) {
  const Tensor y = raw::max(x, dims, keepdim);
  return record("max", y, {&x}, {&x, &y}, [dims, keepdim](const Vjp& v) {
    return Gradients{max_vjp(v.grad(), v.saved(0), v.saved(1), dims, keepdim)};
  });
}

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index) {
  return record("gather", raw::gather(x, dim, index), {&x}, {&index},
                [dim](const Vjp& v) { return Gradients{gather_vjp(v.grad(), v.input_shape(0), dim, v.saved(0))}; });
}

Tensor embedding(const Tensor& table, const Tensor& index) {
  LLMSYS_CHECK(ShapeError, table.rank() == 2, "[embedding] the table must be (V,C), got ", table.shape());
  const Tensor flat = raw::reshape(index, {-1});  // (N)
  IntList shape = index.shape();
  shape.push_back(table.size(1));
  const Tensor rows = raw::reshape(raw::index_select(table, 0, flat), shape);  // (..,C)
  return record("embedding", rows, {&table}, {&flat}, [](const Vjp& v) {
    const Tensor dy = v.grad(), rows_taken = v.saved(0);                         // (..,C), (N)
    const Tensor dy_rows = raw::reshape(dy, {rows_taken.numel(), dy.size(-1)});  // (N,C)
    return Gradients{embedding_vjp(dy_rows, v.input_shape(0), rows_taken)};
  });
}

Tensor reshape(const Tensor& x, const IntList& sizes) {
  return record("reshape", raw::reshape(x, sizes), {&x}, {},
                [](const Vjp& v) { return Gradients{reshape_vjp(v.grad(), v.input_shape(0))}; });
}

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1) {
  return record("transpose", raw::transpose(x, dim0, dim1), {&x}, {},
                [dim0, dim1](const Vjp& v) { return Gradients{transpose_vjp(v.grad(), dim0, dim1)}; });
}

Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  return record("slice", raw::slice(x, dim, start, stop, step), {&x}, {},
                [=](const Vjp& v) { return Gradients{slice_vjp(v.grad(), v.input_shape(0), dim, start, stop, step)}; });
}

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim) {
  Tensor out = raw::cat(tensors, dim);
  std::vector<const Tensor*> inputs;
  std::vector<int64_t> sizes;
  for (const Tensor& x : tensors) {
    inputs.push_back(&x);
    sizes.push_back(x.size(dim));
  }
  record_all("cat", {&out, 1}, inputs, {}, [sizes, dim](const Vjp& v) { return cat_vjp(v.grad(), sizes, dim); });
  return out;
}

}  // namespace llmsys
