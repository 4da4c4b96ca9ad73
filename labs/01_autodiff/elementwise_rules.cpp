// Lab 01, task 1.1: rules of one or two lines. Everything you need is in framework/tensor/elementwise.h.
#include "labs/01_autodiff/elementwise_rules.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

Tensor mul_vjp(const Tensor& dy, const Tensor& other) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: mul_vjp is not written yet");
}

Tensor div_vjp_a(const Tensor& dy, const Tensor& b) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: div_vjp_a is not written yet");
}

Tensor div_vjp_b(const Tensor& dy, const Tensor& y, const Tensor& b) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: div_vjp_b is not written yet");
}

Tensor exp_vjp(const Tensor& dy, const Tensor& y) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: exp_vjp is not written yet");
}

Tensor log_vjp(const Tensor& dy, const Tensor& x) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: log_vjp is not written yet");
}

Tensor sqrt_vjp(const Tensor& dy, const Tensor& y) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: sqrt_vjp is not written yet");
}

Tensor tanh_vjp(const Tensor& dy, const Tensor& y) {
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: tanh_vjp is not written yet");
}

Tensor relu_vjp(const Tensor& dy, const Tensor& y) {
  // raw::greater(y, 0) is a boolean tensor, raw::where(condition, a, b) picks elements.
  // TODO(lab01 task 1.1): your code here.
  throw NotImplemented("lab01 task 1.1: relu_vjp is not written yet");
}

}  // namespace llmsys::lab01
