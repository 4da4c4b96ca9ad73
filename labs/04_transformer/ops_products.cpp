// Given: recorded products with weights.
#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {
namespace {

// Of y = x w + b or y = x w^T + b, all leading dimensions taken as rows; the third gradient is asked for if there is a b.
Gradients product_vjp(const Vjp& v, bool transposed, bool biased) {
  const Tensor dy = v.grad(), dy_rows = raw::flatten(dy, 0, -2),
               x_rows = raw::flatten(v.saved(0), 0, -2);  // (N,F), (N,C)
  Gradients d(biased ? 3 : 2);
  if (v.wanted(0)) d[0] = raw::matmul(dy, transposed ? v.saved(1) : raw::transpose(v.saved(1)));  // (..,C)
  if (v.wanted(1))
    d[1] = transposed ? raw::matmul(raw::transpose(dy_rows), x_rows) : raw::matmul(raw::transpose(x_rows), dy_rows);
  if (biased && v.wanted(2)) d[2] = raw::sum(dy_rows, 0);  // (F)
  return d;
}

}  // namespace

Tensor linear(const Tensor& x, const Tensor& w, const Tensor& b) {
  LLMSYS_CHECK(ShapeError, w.rank() == 2 && x.rank() >= 2 && x.size(-1) == w.size(1),
               "[linear] the weight must be (F,C) for x (..,C), got ", w.shape(), " for ", x.shape());
  Tensor y = raw::matmul(x, raw::transpose(w));  // (..,F)
  if (!b.defined())
    return record("linear", y, {&x, &w}, {&x, &w}, [](const Vjp& v) { return product_vjp(v, true, false); });
  raw::add_(y, raw::expand(b, y.shape()));
  return record("linear", y, {&x, &w, &b}, {&x, &w}, [](const Vjp& v) { return product_vjp(v, true, true); });
}

Tensor affine(const Tensor& x, const Tensor& w, const Tensor& b) {
  LLMSYS_CHECK(ShapeError, w.rank() == 2 && x.rank() >= 2 && x.size(-1) == w.size(0),
               "[affine] the weight must be (C,F) for x (..,C), got ", w.shape(), " for ", x.shape());
  Tensor y = raw::matmul(x, w);  // (..,F)
  raw::add_(y, raw::expand(b, y.shape()));
  return record("affine", y, {&x, &w, &b}, {&x, &w}, [](const Vjp& v) { return product_vjp(v, false, true); });
}

std::vector<Tensor> split(const Tensor& x, int64_t parts) {
  LLMSYS_CHECK(ShapeError, x.rank() >= 1 && parts > 0 && x.size(-1) % parts == 0, "[split] cannot cut ", x.shape(),
               " into ", parts, " equal parts");
  const int64_t each = x.size(-1) / parts;
  std::vector<Tensor> out;
  for (int64_t i = 0; i < parts; ++i) out.push_back(raw::slice(x, -1, i * each, (i + 1) * each));
  const Tensor* input = &x;
  record_all("split", out, {&input, 1}, {}, [parts](const Vjp& v) {
    std::vector<Tensor> gradients;
    for (int i = 0; i < static_cast<int>(parts); ++i) gradients.push_back(v.grad(i));
    return Gradients{raw::cat(gradients, -1)};
  });
  return out;
}

}  // namespace llmsys
