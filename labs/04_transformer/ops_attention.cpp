// Given: recorded softmax, rotary positions and attention.
#include <cmath>

#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/dispatch.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {
namespace {

using lab04::kAttention;
using lab04::kAttentionVjp;
using lab04::kRope;
using lab04::RopeTable;

// Turned by the table's angles, or back (sign -1).
Tensor turned(const Tensor& x, const RopeTable& table, double sign) {
  const bool rows = x.rank() == 4 && x.strides().back() == 1 && table.cos.dtype() == x.dtype();
  if (!rows || !serves(kRope, x)) return sign > 0 ? lab04::rope_forward(x, table) : lab04::rope_vjp(x, table);
  Tensor y = empty(x.shape(), x.dtype());
  call_kernel(kRope, x, y, x, table.cos, table.sin, sign);
  return y;
}

// Like x (B,H,T,D), with a token's heads side by side in memory, as merge_heads() wants them.
Tensor heads_together(const Tensor& x) {
  return raw::transpose(empty({x.size(0), x.size(2), x.size(1), x.size(3)}, x.dtype()), 1, 2);
}

Tensor zero_heads(const Tensor& x) {
  Tensor out = heads_together(x);
  raw::zero_(out);
  return out;
}

// x itself where its rows are neighbours in memory, else a copy.
Tensor with_rows(const Tensor& x) { return x.strides().back() == 1 ? x : raw::contiguous(x); }

Tensor flash_attention(const Tensor& q, const Tensor& k, const Tensor& v) {
  const double scale = 1 / std::sqrt(static_cast<double>(q.size(3)));
  const Tensor q_rows = with_rows(q), k_rows = with_rows(k), v_rows = with_rows(v);
  Tensor out = heads_together(q), lse = empty({q.size(0), q.size(1), q.size(2)}, q.dtype());
  call_kernel(kAttention, q, out, lse, q_rows, k_rows, v_rows, scale);
  return record("flash_attention", out, {&q, &k, &v}, {&q_rows, &k_rows, &v_rows, &out, &lse}, [scale](const Vjp& g) {
    const Tensor saved_q = g.saved(0), saved_k = g.saved(1), saved_v = g.saved(2);
    Tensor dq = zero_heads(saved_q), dk = zero_heads(saved_k), dv = zero_heads(saved_v);
    call_kernel(kAttentionVjp, dq, dq, dk, dv, with_rows(g.grad()), g.saved(3), g.saved(4), saved_q, saved_k, saved_v,
                scale);
    return Gradients{dq, dk, dv};
  });
}

}  // namespace

Tensor rope(const Tensor& x, const RopeTable& table) {
  return record("rope", turned(x, table, 1), {&x}, {&table.cos, &table.sin},
                [](const Vjp& v) { return Gradients{turned(v.grad(), {.cos = v.saved(0), .sin = v.saved(1)}, -1)}; });
}

Tensor softmax(const Tensor& x) {
  const Tensor y = raw::softmax(x);
  if (context().probes != nullptr) {  // as rows: who computes a group of heads at once has the same ones
    probe("masked scores, as rows", raw::reshape(x, {-1, x.size(-1)}));
    probe("probabilities, as rows", raw::reshape(y, {-1, y.size(-1)}));
  }
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
  return serves(kAttention, q) ? flash_attention(q, k, v) : lab04::causal_attention(q, k, v);
}

}  // namespace llmsys
