#include "framework/tensor/functions.h"

#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {
namespace {

Tensor apply(const OpKey<UnaryKernel>& key, const Tensor& x) {
  const auto kernel = detail::kernel_for(key, x);
  Tensor out = empty_like(x);
  kernel(out, x);
  return out;
}

}  // namespace

Tensor sin(const Tensor& x) { return apply(kSin, x); }
Tensor cos(const Tensor& x) { return apply(kCos, x); }
Tensor rsqrt(const Tensor& x) { return apply(kRsqrt, x); }
Tensor sigmoid(const Tensor& x) { return apply(kSigmoid, x); }
Tensor erf(const Tensor& x) { return apply(kErf, x); }

Tensor pow(const Tensor& x, Scalar p) {
  const auto kernel = detail::kernel_for(kPow, x);
  if (p.as<double>(kPow.name) == 2) return mul(x, x);
  Tensor out = empty_like(x);
  kernel(out, x, detail::expanded(detail::adopted(kPow.name, p, x), x.shape()));
  return out;
}

}  // namespace llmsys::raw
