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
  // TODO(lab06 task 6.8): your code here.
  throw NotImplemented("lab06 task 6.8: training_step is not written yet");
}

double evaluate(Module& model, std::span<const Batch> batches) {
  // About 11 lines.
  // TODO(lab06 task 6.8): your code here.
  throw NotImplemented("lab06 task 6.8: evaluate is not written yet");
}

void train(Module& model, lab01::Optimizer& optimizer, const std::function<Batch()>& next, const LoopOptions& options,
           const std::function<bool(const StepResult&)>& after_step) {
  // About 7 lines.
  // TODO(lab06 task 6.8): your code here.
  throw NotImplemented("lab06 task 6.8: train is not written yet");
}

NamedTensors training_tensors(const Module& model, const lab01::Optimizer& optimizer) {
  // About 5 lines. named_parameters() and state() name them; detach() takes a parameter out of graphs.
  // TODO(lab06 task 6.8): your code here.
  throw NotImplemented("lab06 task 6.8: training_tensors is not written yet");
}

}  // namespace llmsys::lab06
