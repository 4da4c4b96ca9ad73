/// @file
/// Task 1.6: one step of stochastic gradient descent, and one of AdamW.
///
/// w, its gradient and the optimizer's state are contiguous f32 tensors of one shape; each step changes w and the state
/// in place, in one pass over memory. Scalars are computed in double, elements in float.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// Of sgd_step.
struct SgdOptions {
  double learning_rate = 0.1;  ///< lr, the size of a step
  double momentum = 0;         ///< mu: 0 is plain gradient descent
  double weight_decay = 0;     ///< lambda, as an L2 penalty: added to the gradient
};

/// g = gradient + lambda w;  velocity = mu velocity + g;  w = w - lr velocity.
/// The velocity starts at 0. Sutskever et al. 2013, ICML, sec. 2; as PyTorch writes it, lr outside of the velocity.
/// @throws ShapeError that names the shapes, if they differ
void sgd_step(Tensor w, const Tensor& gradient, Tensor velocity, const SgdOptions& options);

/// Of adamw_step.
struct AdamWOptions {
  double learning_rate = 1e-3;  ///< lr, the size of a step
  double beta1 = 0.9;           ///< of the mean of gradients
  double beta2 = 0.999;         ///< of the mean of squared gradients
  double eps = 1e-8;            ///< added to the root
  double weight_decay = 0.01;   ///< lambda, decoupled: shrinks w itself, not through the gradient
};

/// AdamW. Loshchilov & Hutter 2019, arXiv:1711.05101, alg. 2; Adam: Kingma & Ba 2015, arXiv:1412.6980, alg. 1.
///
///     w = w - lr lambda w
///     m = beta1 m + (1 - beta1) g           v = beta2 v + (1 - beta2) g^2
///     w = w - lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)
///
/// m and v start at 0, which is why they are divided by 1 - beta^t.
/// @param step  t, counted from 1
/// @throws ShapeError that names the shapes, if they differ; ValueError if step < 1
void adamw_step(Tensor w, const Tensor& gradient, Tensor m, Tensor v, int64_t step, const AdamWOptions& options);

}  // namespace llmsys::lab01
