// Lab 01, task 1.7: loss, backward, update.
#include "labs/01_autodiff/training_step.h"

#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"

namespace llmsys::lab01 {

Tensor cross_entropy(const Tensor& logits, const Tensor& targets) {
  // About 3 lines, with log_softmax, gather, mean and neg of labs/01_autodiff/ops.h: those without raw:: are recorded.
  // BEGIN SOLUTION task 1.7 cross_entropy
  const Tensor log_p = log_softmax(logits);                                // (N,V)
  const Tensor picked = gather(log_p, 1, raw::reshape(targets, {-1, 1}));  // (N,1)  of the right classes
  return neg(mean(picked));                                                // ()
  // END SOLUTION
}

double training_step(Module& model, Optimizer& optimizer, const Tensor& inputs, const Tensor& targets) {
  // About 5 lines.
  // BEGIN SOLUTION task 1.7 training_step
  optimizer.zero_grad();  // else this step's gradients would be added to the last one's
  const Tensor loss = cross_entropy(model(inputs), targets);
  llmsys::backward(loss);
  optimizer.step();
  return loss.item<float>();
  // END SOLUTION
}

}  // namespace llmsys::lab01
