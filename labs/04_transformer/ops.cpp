// Given: recorded operations.
#include "labs/04_transformer/ops.h"

#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/gpt2_ops.h"
#include "labs/04_transformer/rms_norm.h"
#include "labs/04_transformer/swiglu.h"

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

Tensor rms_norm(const Tensor& x, const Tensor& w, double eps) {
  LLMSYS_CHECK(ShapeError, w.rank() == 1 && x.rank() >= 1 && x.size(-1) == w.size(0),
               "[rms_norm] the weight must be (C) to match x (..,C), got ", w.shape(), " for ", x.shape());
  const lab04::RmsNormResult out = lab04::rms_norm_forward(x, w, eps);
  return record("rms_norm", out.y, {&x, &w}, {&x, &w, &out.rrms}, [](const Vjp& v) {
    const lab04::RmsNormGradients d = lab04::rms_norm_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2));
    return Gradients{d.dx, d.dw};
  });
}

Tensor layer_norm(const Tensor& x, const Tensor& w, const Tensor& b, double eps) {
  const lab04::LayerNormResult out = lab04::layer_norm_forward(x, w, b, eps);
  return record("layer_norm", out.y, {&x, &w, &b}, {&x, &w, &out.mean, &out.rstd}, [](const Vjp& v) {
    const lab04::LayerNormGradients d = lab04::layer_norm_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2), v.saved(3));
    return Gradients{d.dx, d.dw, d.db};
  });
}

Tensor gelu(const Tensor& x) {
  return record("gelu", lab04::gelu_forward(x), {&x}, {&x},
                [](const Vjp& v) { return Gradients{lab04::gelu_vjp(v.grad(), v.saved(0))}; });
}

Tensor rope(const Tensor& x, const lab04::RopeTable& table) {
  return record("rope", lab04::rope_forward(x, table), {&x}, {&table.cos, &table.sin}, [](const Vjp& v) {
    return Gradients{lab04::rope_vjp(v.grad(), {.cos = v.saved(0), .sin = v.saved(1)})};
  });
}

Tensor swiglu(const Tensor& gate, const Tensor& up) {
  LLMSYS_CHECK(ShapeError, gate.shape() == up.shape(), "[swiglu] gate and up must have one shape, got ", gate.shape(),
               " and ", up.shape());
  return record("swiglu", lab04::swiglu_forward(gate, up), {&gate, &up}, {&gate, &up}, [](const Vjp& v) {
    const lab04::SwigluGradients d = lab04::swiglu_vjp(v.grad(), v.saved(0), v.saved(1));
    return Gradients{d.dgate, d.dup};
  });
}

Tensor softmax(const Tensor& x) {
  const Tensor y = raw::softmax(x);
  return record("softmax", y, {&x}, {&y}, [](const Vjp& v) {
    const Tensor dy = v.grad(), p = v.saved(0);
    const Tensor weighted = raw::mul(dy, p);                                          // (..,S)
    return Gradients{raw::sub(weighted, raw::mul(p, raw::sum(weighted, -1, true)))};  // p (dy - sum of dy p)
  });
}

Tensor causal_attention(const Tensor& q, const Tensor& k, const Tensor& v) {
  LLMSYS_CHECK(ShapeError,
               q.rank() == 4 && k.rank() == 4 && k.shape() == v.shape() && q.size(0) == k.size(0) &&
                   q.size(3) == k.size(3) && k.size(1) > 0 && q.size(1) % k.size(1) == 0 && k.size(2) >= q.size(2),
               "[causal_attention] needs q (B,H,T,D), k and v (B,G,S,D), G dividing H, S at least T; got ", q.shape(),
               ", ", k.shape(), ", ", v.shape());
  return lab04::causal_attention(q, k, v);
}

Tensor cross_entropy(const Tensor& logits, const Tensor& targets) {
  const Tensor rows = reshape(logits, {-1, logits.size(-1)}), flat = raw::reshape(targets, {-1});  // (N,V), (N)
  LLMSYS_CHECK(ShapeError, rows.size(0) == flat.size(0),
               "[cross_entropy] needs a target for each row of the logits, got ", targets.shape(), " for ",
               logits.shape());
  const lab04::CrossEntropyResult out = lab04::cross_entropy_forward(rows, flat);
  return record("cross_entropy", out.loss, {&rows}, {&rows, &flat, &out.lse}, [](const Vjp& v) {
    return Gradients{lab04::cross_entropy_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2))};
  });
}

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

}  // namespace llmsys
