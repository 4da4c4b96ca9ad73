// Lab 04, tasks 4.5, 4.6 and 4.9: mistakes in gates and in the loss.
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/op_inputs.h"

namespace llmsys::lab04 {
namespace {

using reference::GateMistake;
using reference::GateVjpMistake;
using reference::GeluMistake;
using reference::GeluVjpMistake;
using reference::LossMistake;
using reference::LossVjpMistake;

Diagnosis gate(const Words& words, GateMistake mistake) {
  return wrong("4.5", "swiglu_forward", words, gate_answer, mistake);
}

Diagnosis gate_vjp(const Words& words, GateVjpMistake mistake) {
  return wrong("4.5", "swiglu_vjp", words, gate_vjp_answer, mistake);
}

Diagnosis loss(const Words& words, LossMistake mistake) {
  return wrong("4.6", "cross_entropy_forward", words, loss_answer, mistake);
}

Diagnosis loss_vjp(const Words& words, LossVjpMistake mistake) {
  return wrong("4.6", "cross_entropy_vjp", words, loss_vjp_answer, mistake);
}

Diagnosis gelu(const Words& words, GeluMistake mistake) {
  return wrong("4.9", "gelu_forward", words, gelu_answer, mistake);
}

Diagnosis gelu_vjp(const Words& words, GeluVjpMistake mistake) {
  return wrong("4.9", "gelu_vjp", words, gelu_vjp_answer, mistake);
}

std::vector<Diagnosis> gate_diagnoses() {
  return {
      gate({"swapped", "silu was applied to up: it is the gate that goes through silu", "the gate goes through silu"},
           GateMistake::swapped),
      gate({"sigmoid_only", "the gate is sigmoid(gate): silu is gate sigmoid(gate)", "gate times its sigmoid"},
           GateMistake::sigmoid_only),
      gate({"up_forgotten", "up is not used", "multiplied by up"}, GateMistake::up_forgotten),
      gate({"ungated", "gate and up are multiplied without silu", "without silu the two"}, GateMistake::ungated),
      gate_vjp({"gradients_exchanged", "dgate and dup are exchanged", "dup belongs to up"}, GateVjpMistake::swapped),
      gate_vjp({"product_rule", "dgate treats the sigmoid as a constant: gate stands in it, too",
                "gate stands in silu twice"},
               GateVjpMistake::product_rule),
      gate_vjp({"sigmoid_slope", "dgate has the slope of the sigmoid, s (1 - s): that of silu is s (1 + gate (1 - s))",
                "the slope of silu"},
               GateVjpMistake::sigmoid_slope),
      gate_vjp({"dup_of_s", "dup is dy s: it is dy silu(gate), with gate", "dup is dy times silu(gate)"},
               GateVjpMistake::dup_of_s)};
}

std::vector<Diagnosis> loss_diagnoses() {
  return {
      loss({"unshifted", "e^logits overflows: take each row's largest away first", "each row's largest"},
           LossMistake::unshifted),
      loss({"summed_loss", "the loss is summed over rows: take the mean", "A mean over rows"}, LossMistake::summed),
      loss({"averaged_over_all", "rows that do not count are counted: divide by those that do", "by those that count"},
           LossMistake::averaged_over_all),
      loss({"sign", "the sign is wrong: the loss is lse - logits[target], never negative", "never negative"},
           LossMistake::sign),
      loss({"ignored_as_zero", "rows that do not count are treated as if their target were 0",
            "as if their target were 0"},
           LossMistake::ignored_as_zero),
      loss_vjp({"not_averaged", "the gradient is not divided by the number of rows that count", "The mean's 1/N"},
               LossVjpMistake::not_averaged),
      loss_vjp({"gradient_over_all", "the gradient is divided by all rows, also those that do not count",
                "the same count as forward"},
               LossVjpMistake::averaged_over_all),
      loss_vjp({"target_forgotten", "this is the softmax: take 1 away at the target", "1 less at the target"},
               LossVjpMistake::target_forgotten),
      loss_vjp({"dloss_forgotten", "dloss is not used: with a loss scale or an accumulation it is not 1",
                "dloss is not always 1"},
               LossVjpMistake::dloss_forgotten),
      loss_vjp({"ignored_pushed", "rows that do not count get a gradient: theirs is 0", "get no gradient"},
               LossVjpMistake::ignored_pushed)};
}

std::vector<Diagnosis> gelu_diagnoses() {
  return {gelu({"exact_gelu", "this is the exact GELU, by the error function: GPT-2 has the tanh form",
                "not the exact one"},
               GeluMistake::exact),
          gelu({"cubic_forgotten", "0.044715 x^3 is missing", "the cubic term"}, GeluMistake::cubic_forgotten),
          gelu({"half_forgotten", "the factor 0.5 is missing", "half of x"}, GeluMistake::half_forgotten),
          gelu_vjp({"tanh_constant", "the gradient treats tanh as a constant", "x stands in tanh, too"},
                   GeluVjpMistake::product_rule),
          gelu_vjp({"cubic_unscaled", "the slope of x^3 is 3 x^2: the 3 is missing", "3 x^2, not x^2"},
                   GeluVjpMistake::cubic_unscaled)};
}

}  // namespace

std::vector<Diagnosis> gate_and_loss_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto& part : {gate_diagnoses(), loss_diagnoses(), gelu_diagnoses()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys::lab04
