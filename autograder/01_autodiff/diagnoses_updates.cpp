// Lab 01, tasks 1.6 and 1.8: mistakes in update rules.
#include "autograder/01_autodiff/diagnoses_tensor.h"
#include "autograder/01_autodiff/optimizer_inputs.h"

namespace llmsys::lab01 {
namespace {

using reference::AdamMistake;
using reference::SgdMistake;

Diagnosis sgd(const std::string& name, const std::string& cause, const std::string& handout, SgdMistake mistake) {
  return {
      "1.6",   "sgd_step",
      name,    cause,
      handout, [mistake](const Values& in) { return if_wrong(sgd_answer(in, false, mistake), sgd_answer(in, false)); }};
}

Diagnosis nesterov(const std::string& name, const std::string& cause, const std::string& handout, SgdMistake mistake) {
  return {
      "1.8",   "nesterov_step",
      name,    cause,
      handout, [mistake](const Values& in) { return if_wrong(sgd_answer(in, true, mistake), sgd_answer(in, true)); }};
}

Diagnosis adamw(const std::string& name, const std::string& cause, const std::string& handout, AdamMistake mistake) {
  return {"1.6",   "adamw_step",
          name,    cause,
          handout, [mistake](const Values& in) { return if_wrong(adamw_answer(in, mistake), adamw_answer(in)); }};
}

}  // namespace

std::vector<Diagnosis> update_diagnoses() {
  return {
      sgd("uphill", "w moves up the gradient: subtract lr velocity", "w goes down the gradient", SgdMistake::uphill),
      sgd("momentum_on_w", "mu is applied to w: it is the velocity that lives on from step to step",
          "mu belongs to the velocity", SgdMistake::momentum_on_w),
      sgd("rate_in_velocity",
          "the learning rate is in the velocity: keep it outside, else a new rate takes effect only slowly",
          "lr outside of the velocity", SgdMistake::rate_in_velocity),
      sgd("gradient_damped", "the gradient is multiplied by 1 - mu: the velocity is a sum here, not a mean",
          "a sum of gradients, not their mean", SgdMistake::gradient_damped),
      sgd("decoupled_decay", "w is shrunk directly, as AdamW does: SGD adds lambda w to the gradient",
          "lambda w is added to the gradient", SgdMistake::decoupled_decay),
      adamw("no_correction", "m and v start at 0 and are too small at first: divide by 1 - beta1^t and 1 - beta2^t",
            "divided by 1 - beta^t", AdamMistake::no_correction),
      adamw("l2", "lambda w is added to the gradient, which is Adam with L2: AdamW shrinks w itself, by lr lambda w",
            "shrinks w itself", AdamMistake::l2),
      adamw("eps_inside", "eps is inside of the root: sqrt(v) + eps, not sqrt(v + eps)", "eps is added to the root",
            AdamMistake::eps_inside),
      adamw("eps_uncorrected",
            "eps is corrected together with the root: correct v first, then take its root and add eps",
            "eps is added to the root", AdamMistake::eps_uncorrected),
      adamw("decayed_after", "w is shrunk after it has moved: shrink it as it was before the step",
            "as it was before the step", AdamMistake::decayed_after),
      adamw("not_squared", "v is the mean of |g|: it is that of g^2", "(1 - beta2) g^2", AdamMistake::not_squared),
      adamw("counted_from_zero", "the step is counted from 0, so the first one divides by 1 - beta^0 = 0",
            "steps are counted from 1", AdamMistake::counted_from_zero),
      adamw("undecayed", "the weight decay is missing: w is multiplied by 1 - lr lambda", "shrinks w itself",
            AdamMistake::undecayed),
      adamw("betas_exchanged", "beta1 and beta2 are exchanged: beta1 is that of m", "beta1 is that of m",
            AdamMistake::betas_exchanged),
      nesterov("plain_momentum", "this is plain momentum: step by g + mu velocity, where the velocity will carry w",
               "by g + mu velocity", SgdMistake::plain_momentum),
      nesterov("gradient_forgotten", "the step is mu velocity alone: add g", "by g + mu velocity",
               SgdMistake::gradient_forgotten)};
}

}  // namespace llmsys::lab01
