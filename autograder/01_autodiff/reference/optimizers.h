/// @file
/// Right answers to lab 01's tasks 1.6 and 1.8, written apart from the solution: elements in float64, one at a time; and
/// the same done wrong in one way.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01::reference {

/// What can go wrong in a step of SGD.
enum class SgdMistake {
  none,
  uphill,              ///< w + lr velocity
  momentum_on_w,       ///< mu w taken off instead of mu velocity added
  rate_in_velocity,    ///< velocity = mu velocity + lr g
  gradient_damped,     ///< velocity = mu velocity + (1 - mu) g
  decoupled_decay,     ///< lambda w not through the gradient
  plain_momentum,      ///< Nesterov's step without looking ahead
  gradient_forgotten,  ///< Nesterov's step by mu velocity alone
};

/// Numbers of a step of SGD.
struct SgdNumbers {
  double lr = 0.1;                        ///< learning rate
  double momentum = 0;                    ///< mu
  double weight_decay = 0;                ///< lambda
  bool nesterov = false;                  ///< looks ahead
  SgdMistake mistake = SgdMistake::none;  ///< done wrong so
};

/// w and velocity after one step with each gradient.
struct SgdState {
  std::vector<double> w;         ///< weights
  std::vector<double> velocity;  ///< of each
};

/// Steps, in float64.
SgdState sgd(SgdState state, const std::vector<std::vector<double>>& gradients, const SgdNumbers& numbers);

/// What can go wrong in a step of AdamW.
enum class AdamMistake {
  none,
  no_correction,      ///< m and v as they are
  l2,                 ///< lambda w added to the gradient
  eps_inside,         ///< sqrt(v + eps)
  eps_uncorrected,    ///< (sqrt(v) + eps), and only then corrected
  decayed_after,      ///< w shrunk when it has moved
  not_squared,        ///< v of |g|
  counted_from_zero,  ///< t - 1: the first step divides by 0
  undecayed,          ///< lambda forgotten
  betas_exchanged,    ///< beta1 for v, beta2 for m
};

/// Numbers of a step of AdamW.
struct AdamNumbers {
  double lr = 1e-3;                         ///< learning rate
  double beta1 = 0.9;                       ///< of m
  double beta2 = 0.999;                     ///< of v
  double eps = 1e-8;                        ///< beside the root
  double weight_decay = 0.01;               ///< lambda
  int64_t step = 1;                         ///< t of the first gradient
  AdamMistake mistake = AdamMistake::none;  ///< done wrong so
};

/// w, m and v.
struct AdamState {
  std::vector<double> w;  ///< weights
  std::vector<double> m;  ///< means of gradients
  std::vector<double> v;  ///< means of their squares
};

/// Steps, in float64.
AdamState adamw(AdamState state, const std::vector<std::vector<double>>& gradients, const AdamNumbers& numbers);

}  // namespace llmsys::lab01::reference
