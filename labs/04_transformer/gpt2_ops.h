/// @file
/// Challenge 4.9: what GPT-2 has in place of RMSNorm and SwiGLU.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// What layer_norm_forward returns.
struct LayerNormResult {
  Tensor y;     ///< (..,C)
  Tensor mean;  ///< (..,1)
  Tensor rstd;  ///< (..,1): 1 / sqrt(variance + eps)
};

/// y = (x - mean) rstd w + b over the last dimension, the variance divided by C. Ba et al. 2016, arXiv:1607.06450, section 3.
/// @param x  (..,C)   @param w,b  (C)   @param eps  added to the variance, > 0
LayerNormResult layer_norm_forward(const Tensor& x, const Tensor& w, const Tensor& b, double eps);

/// What layer_norm_vjp returns.
struct LayerNormGradients {
  Tensor dx;  ///< (..,C)
  Tensor dw;  ///< (C)
  Tensor db;  ///< (C)
};

/// With g = dy w and xhat = (x - mean) rstd, means over a row:  dx = rstd (g - mean(g) - xhat mean(g xhat));  over all rows:
/// dw = sum of dy xhat, db = sum of dy.
LayerNormGradients layer_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& mean,
                                  const Tensor& rstd);

/// 0.5 x (1 + tanh(u)), u = sqrt(2/pi) (x + 0.044715 x^3): GELU in its tanh form. Hendrycks & Gimpel 2016, arXiv:1606.08415,
/// section 2.
Tensor gelu_forward(const Tensor& x);

/// dy (0.5 (1 + t) + 0.5 x (1 - t^2) u'), t = tanh(u), u' = sqrt(2/pi) (1 + 3 * 0.044715 x^2).
Tensor gelu_vjp(const Tensor& dy, const Tensor& x);

}  // namespace llmsys::lab04
