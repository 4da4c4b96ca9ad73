// Given: recorded norms.
#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/dispatch.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/gpt2_ops.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"
#include "labs/04_transformer/rms_norm.h"

namespace llmsys {
namespace {

using namespace lab04;

// One number a row of x.
Tensor one_a_row(const Tensor& x) {
  IntList sizes = x.shape();
  sizes[sizes.size() - 1] = 1;
  return empty(Shape(sizes), x.dtype());
}

void check_weight(const char* op, const Tensor& x, const Tensor& w) {
  LLMSYS_CHECK(ShapeError, w.rank() == 1 && x.rank() >= 2 && x.size(-1) == w.size(0), "[", op,
               "] the weight must be (C) to match x (..,C) of two dimensions or more, got ", w.shape(), " for ",
               x.shape());
}

RmsNormResult rms_forward(const Tensor& x, const Tensor& w, double eps) {
  if (!serves(kRmsNorm, x) || w.dtype() != x.dtype()) return rms_norm_forward(x, w, eps);
  RmsNormResult out{.y = empty(x.shape(), x.dtype()), .rrms = one_a_row(x)};
  call_kernel(kRmsNorm, x, out.y, out.rrms, raw::contiguous(x), raw::contiguous(w), eps);
  return out;
}

RmsNormGradients rms_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& rrms) {
  if (!serves(kRmsNormVjp, x)) return rms_norm_vjp(dy, x, w, rrms);
  RmsNormGradients out{.dx = empty(x.shape(), x.dtype()), .dw = empty(w.shape(), w.dtype())};
  call_kernel(kRmsNormVjp, x, out.dx, out.dw, raw::contiguous(dy), raw::contiguous(x), raw::contiguous(w), rrms);
  return out;
}

LayerNormResult layer_forward(const Tensor& x, const Tensor& w, const Tensor& b, double eps) {
  if (!serves(kLayerNorm, x) || w.dtype() != x.dtype() || b.dtype() != x.dtype())
    return layer_norm_forward(x, w, b, eps);
  LayerNormResult out{.y = empty(x.shape(), x.dtype()), .mean = one_a_row(x), .rstd = one_a_row(x)};
  call_kernel(kLayerNorm, x, out.y, out.mean, out.rstd, raw::contiguous(x), raw::contiguous(w), raw::contiguous(b),
              eps);
  return out;
}

LayerNormGradients layer_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& mean,
                             const Tensor& rstd) {
  if (!serves(kLayerNormVjp, x)) return layer_norm_vjp(dy, x, w, mean, rstd);
  LayerNormGradients out{
      .dx = empty(x.shape(), x.dtype()), .dw = empty(w.shape(), w.dtype()), .db = empty(w.shape(), w.dtype())};
  call_kernel(kLayerNormVjp, x, out.dx, out.dw, out.db, raw::contiguous(dy), raw::contiguous(x), raw::contiguous(w),
              mean, rstd);
  return out;
}

}  // namespace

Tensor rms_norm(const Tensor& x, const Tensor& w, double eps) {
  check_weight("rms_norm", x, w);
  const RmsNormResult out = rms_forward(x, w, eps);
  return record("rms_norm", out.y, {&x, &w}, {&x, &w, &out.rrms}, [](const Vjp& v) {
    const RmsNormGradients d = rms_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2));
    return Gradients{d.dx, d.dw};
  });
}

Tensor layer_norm(const Tensor& x, const Tensor& w, const Tensor& b, double eps) {
  check_weight("layer_norm", x, w);
  check_weight("layer_norm", x, b);
  const LayerNormResult out = layer_forward(x, w, b, eps);
  return record("layer_norm", out.y, {&x, &w, &b}, {&x, &w, &out.mean, &out.rstd}, [](const Vjp& v) {
    const LayerNormGradients d = layer_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2), v.saved(3));
    return Gradients{d.dx, d.dw, d.db};
  });
}

}  // namespace llmsys
