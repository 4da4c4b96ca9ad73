/// @file
/// Right answers to lab 03's tasks, written apart from the solution: plain loops in float64, rounded once.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab03::reference {

/// (M,N) of (M,K) and (K,N), in float64.
Tensor matmul(const Tensor& a, const Tensor& b);
/// (rows, columns), in float64.
Tensor softmax(const Tensor& x);
/// dx of (rows, columns), in float64.
Tensor softmax_backward(const Tensor& dy, const Tensor& y);

/// What layer normalisation gives, in float64.
struct LayerNorm {
  Tensor y;     ///< (rows, columns)
  Tensor mean;  ///< (rows)
  Tensor rstd;  ///< (rows)
};
/// @param x  (rows, columns)  @param w,b  (columns)
LayerNorm layer_norm(const Tensor& x, const Tensor& w, const Tensor& b, double eps);

/// Its gradients, in float64.
struct LayerNormGradients {
  Tensor dx;  ///< (rows, columns)
  Tensor dw;  ///< (columns)
  Tensor db;  ///< (columns)
};
/// @param mean,rstd  (rows), as the forward pass gave them
LayerNormGradients layer_norm_backward(const Tensor& dy, const Tensor& x, const Tensor& mean, const Tensor& rstd,
                                       const Tensor& w);

/// (n): prefix sums, in float64.
Tensor scan(const Tensor& x);

}  // namespace llmsys::lab03::reference
