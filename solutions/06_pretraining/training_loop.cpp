// Lab 06, task 6.8: the loop.
#include "labs/06_pretraining/training_loop.h"

#include <algorithm>
#include <vector>

#include "framework/autograd/grad_mode.h"
#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/ops.h"
#include "labs/06_pretraining/clipping.h"

namespace llmsys::lab06 {
namespace {

// Targets that count.
int64_t counted(const Batch& batch) {
  const std::vector<int64_t> targets = to_vector<int64_t>(batch.targets);
  return batch.targets.numel() - std::count(targets.begin(), targets.end(), lab04::kIgnore);
}

}  // namespace

StepResult training_step(Module& model, lab01::Optimizer& optimizer, std::span<const Batch> batches, double max_norm) {
  // About 14 lines. cross_entropy(logits, targets) of labs/04_transformer/ops.h is the mean over the targets that count;
  // counted() above says how many there are.
  // BEGIN SOLUTION task 6.8 training_step
  if (batches.empty()) throw ValueError("training_step: needs at least one batch, got none");
  StepResult result;
  for (const Batch& batch : batches) result.tokens += counted(batch);
  optimizer.zero_grad();
  for (const Batch& batch : batches) {
    const double share = static_cast<double>(counted(batch)) / static_cast<double>(std::max<int64_t>(1, result.tokens));
    const Tensor loss = mul(cross_entropy(model(batch.tokens), batch.targets), share);
    backward(loss);  // adds to the gradients that are there
    result.loss += loss.item<float>();
  }
  result.norm = clip_gradients(model.parameters(), max_norm);
  optimizer.step();
  return result;
  // END SOLUTION
}

double evaluate(Module& model, std::span<const Batch> batches) {
  // About 11 lines.
  // BEGIN SOLUTION task 6.8 evaluate
  const GradMode off(false);
  const bool was_training = model.training();
  model.eval();
  double sum = 0;
  int64_t tokens = 0;
  for (const Batch& batch : batches) {
    const int64_t count = counted(batch);
    sum += static_cast<double>(count) * cross_entropy(model(batch.tokens), batch.targets).item<float>();
    tokens += count;
  }
  model.train(was_training);
  return sum / static_cast<double>(std::max<int64_t>(1, tokens));
  // END SOLUTION
}

void train(Module& model, lab01::Optimizer& optimizer, const std::function<Batch()>& next, const LoopOptions& options,
           const std::function<bool(const StepResult&)>& after_step) {
  // About 7 lines.
  // BEGIN SOLUTION task 6.8 train
  while (optimizer.steps() < options.steps) {
    std::vector<Batch> batches;
    for (int64_t i = 0; i < options.accumulate; ++i) batches.push_back(next());
    optimizer.set_learning_rate(options.rate(optimizer.steps() + 1));
    if (!after_step(training_step(model, optimizer, batches, options.max_norm))) return;
  }
  // END SOLUTION
}

NamedTensors training_tensors(const Module& model, const lab01::Optimizer& optimizer) {
  // About 5 lines. named_parameters() and state() name them; detach() takes a parameter out of graphs.
  // BEGIN SOLUTION task 6.8 training_tensors
  NamedTensors tensors;
  for (const auto& [name, tensor] : model.named_parameters()) tensors.push_back({"model." + name, detach(tensor)});
  for (const auto& [name, tensor] : optimizer.state()) tensors.push_back({"optimizer." + name, tensor});
  return tensors;
  // END SOLUTION
}

}  // namespace llmsys::lab06
