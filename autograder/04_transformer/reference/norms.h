/// @file
/// Right answers to tasks 4.2 and 4.9's norms and gates, and the same done wrong in one way. In float64.
#pragma once
#include "autograder/04_transformer/reference/array.h"

namespace llmsys::lab04::reference {

/// What can go wrong in a norm.
enum class NormMistake {
  none,
  mean_not_square,  ///< the mean of x, not of its square
  summed,           ///< the sum of squares, not their mean
  eps_outside,      ///< added to the root
  root_forgotten,   ///< divided by the mean square itself
  centred,          ///< the mean is taken away first, as LayerNorm does
  unweighted,       ///< w is not used
  unbiased,         ///< LayerNorm: the variance divided by C - 1
  not_centred,      ///< LayerNorm: x itself is divided
  bias_forgotten    ///< LayerNorm: b is not used
};

/// y, and what it was divided by: 1 / root (.., 1).
struct Norm {
  Array y;     ///< (..,C)
  Array mean;  ///< (..,1), of LayerNorm
  Array rstd;  ///< (..,1)
};

/// RMSNorm.
Norm rms_norm(const Array& x, const Array& w, double eps, NormMistake mistake = NormMistake::none);
/// LayerNorm.
Norm layer_norm(const Array& x, const Array& w, const Array& b, double eps, NormMistake mistake = NormMistake::none);

/// What can go wrong on the way back.
enum class NormVjpMistake {
  none,
  projection_forgotten,  ///< dx = rstd g
  projection_summed,     ///< the sum over a row, not the mean
  weight_forgotten,      ///< g = dy
  root_forgotten,        ///< the factor rstd is missing
  dw_of_x,               ///< dw of dy x: not normalised
  mean_forgotten         ///< LayerNorm: the mean of g stays
};

/// The gradients.
struct NormGradients {
  Array dx;  ///< (..,C)
  Array dw;  ///< (C)
  Array db;  ///< (C), of LayerNorm
};

/// Of RMSNorm, from the rstd that the forward pass gave.
NormGradients rms_norm_vjp(const Array& dy, const Array& x, const Array& w, const Array& rstd,
                           NormVjpMistake mistake = NormVjpMistake::none);
/// Of LayerNorm.
NormGradients layer_norm_vjp(const Array& dy, const Array& x, const Array& w, const Array& mean, const Array& rstd,
                             NormVjpMistake mistake = NormVjpMistake::none);

}  // namespace llmsys::lab04::reference
