/// @file
/// Right answers to lab 01's task 1.7 for softmax regression, whose gradient has a closed form, x^T (p - onehot) / N; and
/// the same done wrong in one way. In float64, without any autograd.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01::reference {

/// What can go wrong in cross_entropy.
enum class LossMistake {
  none,
  summed,            ///< over the batch, not averaged
  positive,          ///< the sign forgotten
  averaged_over_all  ///< divided by N V
};

/// The loss, and its gradient by the logits.
struct Loss {
  double value = 0;             ///< in nats
  std::vector<double> dlogits;  ///< (N,V)
};

/// Of logits (N,V) and targets (N).
Loss cross_entropy(const std::vector<double>& logits, const std::vector<int64_t>& targets,
                   LossMistake mistake = LossMistake::none);

/// What can go wrong in training_step.
enum class StepMistake {
  none,
  gradients_kept,  ///< zero_grad forgotten
  stepped_before,  ///< the update comes before the gradients
  loss_after,      ///< returns the loss of the updated model
};

/// A batch of softmax regression.
struct Regression {
  std::vector<double> x;             ///< (N,K)
  std::vector<int64_t> targets;      ///< (N)
  std::vector<double> weight;        ///< (K,V)
  std::vector<double> old_gradient;  ///< (K,V): lies there from before
  double lr = 0.1;                   ///< of plain gradient descent
  std::vector<double> losses;        ///< one a step, as training_step returns them
};

/// That many steps on the same batch.
Regression train(Regression model, int64_t steps, StepMistake mistake = StepMistake::none);

}  // namespace llmsys::lab01::reference
