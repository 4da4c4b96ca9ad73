// Given: recorded softmax, rotary positions and attention.
#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/dispatch.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {
namespace {

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

}  // namespace

Tensor rope(const Tensor& x, const RopeTable& table) {
  return record("rope", turned(x, table, 1), {&x}, {&table.cos, &table.sin},
                [](const Vjp& v) { return Gradients{turned(v.grad(), {.cos = v.saved(0), .sin = v.saved(1)}, -1)}; });
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

}  // namespace llmsys
