#include "framework/tensor/elementwise.h"

#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {
namespace {

void run(const detail::Kernel<BinaryKernel>& kernel, Tensor& out, const Tensor& a, const Tensor& b) {
  if (a.shape() == out.shape() && b.shape() == out.shape())
    kernel(out, a, b);
  else
    kernel(out, detail::expanded(a, out.shape()), detail::expanded(b, out.shape()));
}

Tensor binary(const OpKey<BinaryKernel>& key, const Tensor& a, const Tensor& b) {
  detail::check_same_dtype(key.name, a, b);
  const auto kernel = detail::kernel_for(key, a);
  Tensor out = empty(broadcast_shapes(key.name, a.shape(), b.shape()), a.dtype(), a.device());
  run(kernel, out, a, b);
  return out;
}

Tensor unary(const OpKey<UnaryKernel>& key, const Tensor& x) {
  const auto kernel = detail::kernel_for(key, x);
  Tensor out = empty_like(x);
  kernel(out, x);
  return out;
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b) { return binary(kAdd, a, b); }
Tensor sub(const Tensor& a, const Tensor& b) { return binary(kSub, a, b); }
Tensor mul(const Tensor& a, const Tensor& b) { return binary(kMul, a, b); }
Tensor div(const Tensor& a, const Tensor& b) { return binary(kDiv, a, b); }
Tensor maximum(const Tensor& a, const Tensor& b) { return binary(kMaximum, a, b); }
Tensor minimum(const Tensor& a, const Tensor& b) { return binary(kMinimum, a, b); }

Tensor add(const Tensor& a, Scalar b) { return binary(kAdd, a, detail::adopted(kAdd.name, b, a)); }
Tensor sub(const Tensor& a, Scalar b) { return binary(kSub, a, detail::adopted(kSub.name, b, a)); }
Tensor sub(Scalar a, const Tensor& b) { return binary(kSub, detail::adopted(kSub.name, a, b), b); }
Tensor mul(const Tensor& a, Scalar b) { return binary(kMul, a, detail::adopted(kMul.name, b, a)); }
Tensor div(const Tensor& a, Scalar b) { return binary(kDiv, a, detail::adopted(kDiv.name, b, a)); }
Tensor div(Scalar a, const Tensor& b) { return binary(kDiv, detail::adopted(kDiv.name, a, b), b); }
Tensor maximum(const Tensor& a, Scalar b) { return binary(kMaximum, a, detail::adopted(kMaximum.name, b, a)); }
Tensor minimum(const Tensor& a, Scalar b) { return binary(kMinimum, a, detail::adopted(kMinimum.name, b, a)); }

Tensor neg(const Tensor& x) { return unary(kNeg, x); }
Tensor abs(const Tensor& x) { return unary(kAbs, x); }
Tensor exp(const Tensor& x) { return unary(kExp, x); }
Tensor log(const Tensor& x) { return unary(kLog, x); }
Tensor sqrt(const Tensor& x) { return unary(kSqrt, x); }
Tensor tanh(const Tensor& x) { return unary(kTanh, x); }

void add_out(Tensor out, const Tensor& a, const Tensor& b) {
  detail::check_same_dtype("add_out", a, b);
  detail::check_same_dtype("add_out", out, a);
  const auto kernel = detail::kernel_for(kAdd, out);
  detail::check_out("add_out", out, broadcast_shapes("add_out", a.shape(), b.shape()));
  run(kernel, out, detail::apart_from(out, a), detail::apart_from(out, b));
  out.storage().bump_version();
}

}  // namespace llmsys::raw
