/// @file
/// Task 1.8 (challenge): Nesterov's momentum.
#pragma once
#include "labs/01_autodiff/optimizers.h"

namespace llmsys::lab01 {

/// As sgd_step, but it looks ahead: g = gradient + lambda w;  velocity = mu velocity + g;  w = w - lr (g + mu velocity).
/// Nesterov 1983, in the form of Sutskever et al. 2013, ICML, sec. 2, as PyTorch writes it.
/// @throws ShapeError that names the shapes, if they differ
void nesterov_step(Tensor w, const Tensor& gradient, Tensor velocity, const SgdOptions& options);

}  // namespace llmsys::lab01
