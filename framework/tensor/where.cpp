#include "framework/tensor/where.h"

#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {
namespace {

void check_condition(std::string_view op, const Tensor& condition) {
  LLMSYS_CHECK(DTypeError, condition.dtype() == DType::boolean, "[", op, "] the condition must be bool, got ",
               condition.dtype(), ": compare first, as in raw::not_equal(x, 0)");
}

Tensor choose(const Tensor& condition, const Tensor& a, const Tensor& b, const Shape& shape) {
  const auto kernel = detail::kernel_for(kWhere, a);
  Tensor out = empty(shape, a.dtype(), a.device());
  kernel(out, detail::expanded(condition, shape), detail::expanded(a, shape), detail::expanded(b, shape));
  return out;
}

}  // namespace

Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) {
  check_condition("where", condition);
  detail::check_same_dtype("where", a, b);
  const Shape values = broadcast_shapes("where", a.shape(), b.shape());
  return choose(condition, a, b, broadcast_shapes("where", condition.shape(), values));
}

Tensor masked_fill(const Tensor& x, const Tensor& mask, Scalar value) {
  check_condition("masked_fill", mask);
  const Tensor filling = detail::adopted("masked_fill", value, x);
  LLMSYS_CHECK(ShapeError, broadcast_shapes("masked_fill", x.shape(), mask.shape()) == x.shape(), "[masked_fill] mask ",
               mask.shape(), " does not expand to x ", x.shape());
  return choose(mask, filling, x, x.shape());
}

}  // namespace llmsys::raw
