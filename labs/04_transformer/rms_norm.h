/// @file
/// Task 4.2: RMSNorm, forward and backward.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// What rms_norm_forward returns.
struct RmsNormResult {
  Tensor y;     ///< (..,C)
  Tensor rrms;  ///< (..,1): 1 / sqrt(mean of x^2 + eps), what the backward pass reads
};

/// y = x * rrms * w over the last dimension. Zhang & Sennrich 2019, arXiv:1910.07467, eq. 4.
/// @param x  (..,C)   @param w  (C)   @param eps  added to the mean square, > 0
RmsNormResult rms_norm_forward(const Tensor& x, const Tensor& w, double eps);

/// What rms_norm_vjp returns.
struct RmsNormGradients {
  Tensor dx;  ///< (..,C)
  Tensor dw;  ///< (C)
};

/// With g = dy w and xhat = x rrms:  dx = rrms (g - xhat mean(g xhat)), the mean over a row;  dw = sum of dy xhat over rows.
/// @param dy,x  (..,C)   @param w  (C)   @param rrms  (..,1), from the forward pass
RmsNormGradients rms_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& rrms);

}  // namespace llmsys::lab04
