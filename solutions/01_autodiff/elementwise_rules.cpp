// Lab 01, task 1.1: rules of one or two lines. Everything you need is in framework/tensor/elementwise.h.
#include "labs/01_autodiff/elementwise_rules.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

Tensor mul_vjp(const Tensor& dy, const Tensor& other) {
  // BEGIN SOLUTION task 1.1 mul_vjp
  return raw::mul(dy, other);
  // END SOLUTION
}

Tensor div_vjp_a(const Tensor& dy, const Tensor& b) {
  // BEGIN SOLUTION task 1.1 div_vjp_a
  return raw::div(dy, b);
  // END SOLUTION
}

Tensor div_vjp_b(const Tensor& dy, const Tensor& y, const Tensor& b) {
  // BEGIN SOLUTION task 1.1 div_vjp_b
  return raw::neg(raw::div(raw::mul(dy, y), b));
  // END SOLUTION
}

Tensor exp_vjp(const Tensor& dy, const Tensor& y) {
  // BEGIN SOLUTION task 1.1 exp_vjp
  return raw::mul(dy, y);
  // END SOLUTION
}

Tensor log_vjp(const Tensor& dy, const Tensor& x) {
  // BEGIN SOLUTION task 1.1 log_vjp
  return raw::div(dy, x);
  // END SOLUTION
}

Tensor sqrt_vjp(const Tensor& dy, const Tensor& y) {
  // BEGIN SOLUTION task 1.1 sqrt_vjp
  return raw::div(raw::mul(dy, 0.5), y);
  // END SOLUTION
}

Tensor tanh_vjp(const Tensor& dy, const Tensor& y) {
  // BEGIN SOLUTION task 1.1 tanh_vjp
  return raw::mul(dy, raw::sub(1, raw::mul(y, y)));
  // END SOLUTION
}

Tensor relu_vjp(const Tensor& dy, const Tensor& y) {
  // raw::greater(y, 0) is a boolean tensor, raw::where(condition, a, b) picks elements.
  // BEGIN SOLUTION task 1.1 relu_vjp
  return raw::where(raw::greater(y, 0), dy, zeros({}, dy.dtype()));  // not dy * (y > 0): infinity times 0 is NaN
  // END SOLUTION
}

}  // namespace llmsys::lab01
