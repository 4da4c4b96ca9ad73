/// @file
/// Task 1.7: everything together.
#pragma once
#include "framework/nn/module.h"
#include "labs/01_autodiff/optimizer.h"

namespace llmsys::lab01 {

/// The mean negative log-likelihood of the right classes, in nats, from recorded operations.
/// @param logits   (N,V), recorded    @param targets  (N) i64, 0 <= target < V
/// @return (), recorded: -mean over n of log_softmax(logits)[n, targets[n]]
Tensor cross_entropy(const Tensor& logits, const Tensor& targets);

/// One step of training: drops old gradients, computes the loss, sends gradients back, updates the parameters.
/// @param inputs   what the model takes    @param targets  (N) i64
/// @return the loss before the update
double training_step(Module& model, Optimizer& optimizer, const Tensor& inputs, const Tensor& targets);

}  // namespace llmsys::lab01
