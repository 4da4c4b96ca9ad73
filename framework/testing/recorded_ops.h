/// @file
/// A few recorded operations for the framework's own tests. Those that models use are in labs/01_autodiff/ops.h.
#pragma once
#include <utility>

#include "framework/autograd/record.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/reduce.h"
#include "framework/tensor/views.h"

namespace llmsys::testing {

/// A leaf that wants a gradient, f64 ().
inline Tensor leaf(double value) { return set_requires_grad(scalar(value, DType::f64)); }

/// A leaf that wants a gradient, f64 (number of values).
inline Tensor leaf(std::initializer_list<double> values) {
  return set_requires_grad(from_values(values, {static_cast<int64_t>(values.size())}, DType::f64));
}

/// a * b of one shape; saves both.
inline Tensor mul(const Tensor& a, const Tensor& b) {
  return record("mul", raw::mul(a, b), {&a, &b}, {&a, &b}, [](const Vjp& v) {
    return Gradients{raw::mul(v.grad(), v.saved(1)), raw::mul(v.grad(), v.saved(0))};
  });
}

/// a + b of one shape; both get the very same gradient tensor.
inline Tensor add(const Tensor& a, const Tensor& b) {
  return record("add", raw::add(a, b), {&a, &b}, {}, [](const Vjp& v) { return Gradients{v.grad(), v.grad()}; });
}

/// factor * x; saves nothing.
inline Tensor scale(const Tensor& x, double factor) {
  return record("scale", raw::mul(x, factor), {&x}, {},
                [factor](const Vjp& v) { return Gradients{raw::mul(v.grad(), factor)}; });
}

/// e^x; saves its own output.
inline Tensor exp(const Tensor& x) {
  const Tensor y = raw::exp(x);
  return record("exp", y, {&x}, {&y}, [](const Vjp& v) { return Gradients{raw::mul(v.grad(), v.saved(0))}; });
}

/// The first n elements of x (N), and the others: two outputs of one operation.
inline std::pair<Tensor, Tensor> split(const Tensor& x, int64_t n) {
  Tensor parts[] = {raw::slice(x, 0, 0, n), raw::slice(x, 0, n)};
  const Tensor* const inputs[] = {&x};
  record_all("split", parts, inputs, {}, [n, shape = x.shape()](const Vjp& v) {
    const Tensor dx = empty(shape, v.grad(0).dtype());
    raw::copy_(raw::slice(dx, 0, 0, n), v.grad(0));
    raw::copy_(raw::slice(dx, 0, n), v.grad(1));
    return Gradients{dx};
  });
  return {parts[0], parts[1]};
}

}  // namespace llmsys::testing
