// Given: recorded elementwise operations.
#include "framework/autograd/record.h"
#include "labs/01_autodiff/elementwise_rules.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/unbroadcast.h"

namespace llmsys {
namespace {

using namespace lab01;

/// &x if the gradient of `other` is wanted, and so x needed to compute it; else null.
const Tensor* needed_for(const Tensor& other, const Tensor& x) { return requires_grad(other) ? &x : nullptr; }

/// The two gradients, each computed only if it is wanted and summed to its operand's shape.
template <class A, class B>
Gradients both(const Vjp& v, const A& of_a, const B& of_b) {
  Gradients gradients(2);
  if (v.wanted(0)) gradients[0] = unbroadcast(of_a(), v.input_shape(0));
  if (v.wanted(1)) gradients[1] = unbroadcast(of_b(), v.input_shape(1));
  return gradients;
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b) {
  return record("add", raw::add(a, b), {&a, &b}, {}, [](const Vjp& v) {
    const Tensor dy = v.grad();
    return both(
        v, [&] { return dy; }, [&] { return dy; });
  });
}

Tensor sub(const Tensor& a, const Tensor& b) {
  return record("sub", raw::sub(a, b), {&a, &b}, {}, [](const Vjp& v) {
    const Tensor dy = v.grad();
    return both(
        v, [&] { return dy; }, [&] { return raw::neg(dy); });
  });
}

Tensor mul(const Tensor& a, const Tensor& b) {
  return record("mul", raw::mul(a, b), {&a, &b}, {needed_for(b, a), needed_for(a, b)}, [](const Vjp& v) {
    const Tensor dy = v.grad();
    return both(
        v, [&] { return mul_vjp(dy, v.saved(1)); }, [&] { return mul_vjp(dy, v.saved(0)); });
  });
}

Tensor div(const Tensor& a, const Tensor& b) {
  const Tensor y = raw::div(a, b);
  return record("div", y, {&a, &b}, {&b, needed_for(b, y)}, [](const Vjp& v) {
    const Tensor dy = v.grad(), divisor = v.saved(0);
    return both(
        v, [&] { return div_vjp_a(dy, divisor); }, [&] { return div_vjp_b(dy, v.saved(1), divisor); });
  });
}

Tensor add(const Tensor& a, Scalar b) {
  return record("add", raw::add(a, b), {&a}, {}, [](const Vjp& v) { return Gradients{v.grad()}; });
}

Tensor sub(const Tensor& a, Scalar b) {
  return record("sub", raw::sub(a, b), {&a}, {}, [](const Vjp& v) { return Gradients{v.grad()}; });
}

Tensor mul(const Tensor& a, Scalar b) {
  return record("mul", raw::mul(a, b), {&a}, {}, [b](const Vjp& v) { return Gradients{raw::mul(v.grad(), b)}; });
}

Tensor div(const Tensor& a, Scalar b) {
  return record("div", raw::div(a, b), {&a}, {}, [b](const Vjp& v) { return Gradients{raw::div(v.grad(), b)}; });
}

Tensor neg(const Tensor& x) {
  return record("neg", raw::neg(x), {&x}, {}, [](const Vjp& v) { return Gradients{raw::neg(v.grad())}; });
}

Tensor exp(const Tensor& x) {
  const Tensor y = raw::exp(x);
  return record("exp", y, {&x}, {&y}, [](const Vjp& v) { return Gradients{exp_vjp(v.grad(), v.saved(0))}; });
}

Tensor log(const Tensor& x) {
  return record("log", raw::log(x), {&x}, {&x}, [](const Vjp& v) { return Gradients{log_vjp(v.grad(), v.saved(0))}; });
}

Tensor sqrt(const Tensor& x) {
  const Tensor y = raw::sqrt(x);
  return record("sqrt", y, {&x}, {&y}, [](const Vjp& v) { return Gradients{sqrt_vjp(v.grad(), v.saved(0))}; });
}

Tensor tanh(const Tensor& x) {
  const Tensor y = raw::tanh(x);
  return record("tanh", y, {&x}, {&y}, [](const Vjp& v) { return Gradients{tanh_vjp(v.grad(), v.saved(0))}; });
}

Tensor relu(const Tensor& x) {
  const Tensor y = raw::maximum(x, 0);
  return record("relu", y, {&x}, {&y}, [](const Vjp& v) { return Gradients{relu_vjp(v.grad(), v.saved(0))}; });
}

}  // namespace llmsys
