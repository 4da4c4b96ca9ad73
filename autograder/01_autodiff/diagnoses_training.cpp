// Lab 01, tasks 1.7 and 1.9: mistakes in a training step, and in a dispatcher.
#include "autograder/01_autodiff/diagnoses_tensor.h"
#include "autograder/01_autodiff/dispatch_inputs.h"
#include "autograder/01_autodiff/training_inputs.h"

namespace llmsys::lab01 {
namespace {

using reference::LossMistake;
using reference::StepMistake;

Diagnosis loss(const std::string& name, const std::string& cause, const std::string& handout, LossMistake mistake) {
  return {"1.7",   "cross_entropy",
          name,    cause,
          handout, [mistake](const Values& in) { return if_wrong(loss_answer(in, mistake), loss_answer(in)); }};
}

Diagnosis step(const std::string& name, const std::string& cause, const std::string& handout, StepMistake mistake) {
  return {"1.7",   "training_step",
          name,    cause,
          handout, [mistake](const Values& in) { return if_wrong(training_answer(in, mistake), training_answer(in)); }};
}

Diagnosis dispatch(const std::string& name, const std::string& cause, const std::string& handout,
                   DispatchMistake mistake) {
  return {"1.9",   "dispatch",
          name,    cause,
          handout, [mistake](const Values& in) { return if_wrong(dispatch_answer(in, mistake), dispatch_answer(in)); }};
}

}  // namespace

std::vector<Diagnosis> training_diagnoses() {
  return {
      loss("loss_summed", "the loss is summed over the batch: take the mean, so that lr need not know N",
           "the mean, not the sum", LossMistake::summed),
      loss("loss_sign", "the sign is missing: log p is negative, the loss is -log p", "the loss is -log p",
           LossMistake::positive),
      loss("averaged_over_all", "the sum is divided by N V: only one element of each row counts, divide by N",
           "divide by N, not by N V", LossMistake::averaged_over_all),
      step("gradients_kept", "the old gradients are still there and the new ones were added to them: zero_grad() first",
           "zero_grad() first", StepMistake::gradients_kept),
      step("stepped_before",
           "w did not move: the update comes after backward, which computes its gradients, and before zero_grad()",
           "the update comes after backward", StepMistake::stepped_before),
      step("loss_after", "this is the loss of the updated model: return the one that was computed before the update",
           "the loss before the update", StepMistake::loss_after),
      dispatch("lowest_first", "the lowest key is asked first: wrappers, such as autograd, come before what computes",
               "the highest key first", DispatchMistake::lowest_first),
      dispatch("fallback_wins", "a fallback is called although the operation has its own function under that key",
               "a function of its own", DispatchMistake::fallback_wins),
      dispatch("fallbacks_last",
               "own functions of lower keys are called before the fallback of a higher one: go key by key, and ask at "
               "each for an own function, then for the fallback",
               "key by key", DispatchMistake::fallbacks_last),
      dispatch("first_stays", "the first registration stays: a later one replaces it (insert and emplace do not)",
               "replaces the one before", DispatchMistake::first_stays)};
}

}  // namespace llmsys::lab01
