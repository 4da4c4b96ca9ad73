#include "framework/tensor/comparisons.h"

#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {
namespace {

Tensor ask(const OpKey<BinaryKernel>& key, const Tensor& a, const Tensor& b) {
  detail::check_same_dtype(key.name, a, b);
  const auto kernel = detail::kernel_for(key, a);
  Tensor out = empty(broadcast_shapes(key.name, a.shape(), b.shape()), DType::boolean, a.device());
  kernel(out, detail::expanded(a, out.shape()), detail::expanded(b, out.shape()));
  return out;
}

Tensor ask(const OpKey<BinaryKernel>& key, const Tensor& a, Scalar b) {
  return ask(key, a, detail::adopted(key.name, b, a));
}

Tensor ask(const OpKey<UnaryKernel>& key, const Tensor& x) {
  const auto kernel = detail::kernel_for(key, x);
  Tensor out = empty(x.shape(), DType::boolean, x.device());
  kernel(out, x);
  return out;
}

}  // namespace

Tensor equal(const Tensor& a, const Tensor& b) { return ask(kEqual, a, b); }
Tensor not_equal(const Tensor& a, const Tensor& b) { return ask(kNotEqual, a, b); }
Tensor less(const Tensor& a, const Tensor& b) { return ask(kLess, a, b); }
Tensor less_equal(const Tensor& a, const Tensor& b) { return ask(kLessEqual, a, b); }
Tensor greater(const Tensor& a, const Tensor& b) { return ask(kGreater, a, b); }
Tensor greater_equal(const Tensor& a, const Tensor& b) { return ask(kGreaterEqual, a, b); }

Tensor equal(const Tensor& a, Scalar b) { return ask(kEqual, a, b); }
Tensor not_equal(const Tensor& a, Scalar b) { return ask(kNotEqual, a, b); }
Tensor less(const Tensor& a, Scalar b) { return ask(kLess, a, b); }
Tensor less_equal(const Tensor& a, Scalar b) { return ask(kLessEqual, a, b); }
Tensor greater(const Tensor& a, Scalar b) { return ask(kGreater, a, b); }
Tensor greater_equal(const Tensor& a, Scalar b) { return ask(kGreaterEqual, a, b); }

Tensor logical_and(const Tensor& a, const Tensor& b) { return ask(kLogicalAnd, a, b); }
Tensor logical_or(const Tensor& a, const Tensor& b) { return ask(kLogicalOr, a, b); }
Tensor logical_not(const Tensor& x) { return ask(kLogicalNot, x); }
Tensor is_nan(const Tensor& x) { return ask(kIsNan, x); }
Tensor is_finite(const Tensor& x) { return ask(kIsFinite, x); }

bool all_finite(const Tensor& x) {
  const auto kernel = detail::kernel_for(kAllFinite, x);
  Tensor out = empty({}, DType::boolean, x.device());
  kernel(out, x);
  return out.item<bool>();
}

}  // namespace llmsys::raw
