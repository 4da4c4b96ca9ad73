/// @file
/// Task 6.8: a step of training, the loop around it, the measurement of what it is worth, and all that a run needs to go on.
#pragma once
#include <cstdint>
#include <functional>
#include <span>

#include "framework/nn/module.h"
#include "labs/01_autodiff/optimizer.h"
#include "labs/06_pretraining/batch.h"

namespace llmsys::lab06 {

/// What a step of training did.
struct StepResult {
  double loss = 0;     ///< before the update: mean over all targets that count, in nats
  double norm = 0;     ///< of all gradients together, before clipping
  int64_t tokens = 0;  ///< targets that counted
};

/// One update from several batches, as if they were one: drops old gradients, adds up those of each batch, clips, updates.
///
/// The loss is the mean over all targets that count, whatever batch they lie in: a mean of the batches' means would give a
/// target in a short batch more weight. So each batch's mean loss is multiplied by its share of the targets that count before
/// its gradient is taken. Only one batch's activations are held at a time.
/// @param model     tokens (B,T) i64 -> logits (B,T,V)
/// @param max_norm  of clip_gradients()
/// @throws ValueError if there is no batch
StepResult training_step(Module& model, lab01::Optimizer& optimizer, std::span<const Batch> batches, double max_norm);

/// The mean loss over all targets that count in all batches, in nats; 0 if none counts. Nothing is recorded, and a model that was
/// training is again afterwards.
double evaluate(Module& model, std::span<const Batch> batches);

/// How a run goes.
struct LoopOptions {
  int64_t steps = 0;                    ///< the optimizer's count at which the run is over
  int64_t accumulate = 1;               ///< batches a step
  double max_norm = 1;                  ///< of clip_gradients()
  std::function<double(int64_t)> rate;  ///< the learning rate of a step, counted from 1
};

/// Makes steps until the optimizer has made `options.steps`, or `after_step` says no. Each step takes `accumulate` batches and
/// the rate of its own number; a run that goes on begins at optimizer.steps() + 1, not at 1.
/// @param next        the next batch of the data
/// @param after_step  is told of each step when it is done; false ends the loop
void train(Module& model, lab01::Optimizer& optimizer, const std::function<Batch()>& next, const LoopOptions& options,
           const std::function<bool(const StepResult&)>& after_step);

/// Everything that a step changes, as tensors: "model.NAME" for each parameter and "optimizer.NAME" for each tensor of the
/// optimizer's state, in their orders. Handles: saving reads them, loading copies into them. With optimizer.steps() and the place
/// in the data, that is all a run needs to go on as if it had never stopped.
NamedTensors training_tensors(const Module& model, const lab01::Optimizer& optimizer);

}  // namespace llmsys::lab06
