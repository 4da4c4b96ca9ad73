/// @file
/// Task 1.1: the vector-Jacobian products (VJPs) of elementwise operations.
///
/// y = f(x) elementwise has a diagonal Jacobian, so its VJP is one multiplication: dx = dy * f'(x), where dy = dL/dy and
/// dx = dL/dx have the shape of y. Operations of two tensors have one rule for each input. All tensors have one floating
/// dtype; broadcasting is undone elsewhere (task 1.3), so here all shapes are those of y, or broadcast to it.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// y = a b, the gradient of one factor given the other one: da = dy b, or db = dy a.
Tensor mul_vjp(const Tensor& dy, const Tensor& other);

/// y = a / b: da = dy / b.
Tensor div_vjp_a(const Tensor& dy, const Tensor& b);

/// y = a / b: db = -dy a / b^2 = -dy y / b, which needs the result and not a.
Tensor div_vjp_b(const Tensor& dy, const Tensor& y, const Tensor& b);

/// y = e^x: dx = dy y.
Tensor exp_vjp(const Tensor& dy, const Tensor& y);

/// y = log x: dx = dy / x.
Tensor log_vjp(const Tensor& dy, const Tensor& x);

/// y = sqrt x: dx = dy / (2 y).
Tensor sqrt_vjp(const Tensor& dy, const Tensor& y);

/// y = tanh x: dx = dy (1 - y^2).
Tensor tanh_vjp(const Tensor& dy, const Tensor& y);

/// y = max(x, 0): dx = dy where y > 0, else 0. At x = 0 the slope is taken as 0, as PyTorch does.
Tensor relu_vjp(const Tensor& dy, const Tensor& y);

}  // namespace llmsys::lab01
