/// @file
/// Inputs of the update rules of tasks 1.6 and 1.8, and what must come of them: for tests, hidden tests and diagnoses.
#pragma once
#include <string>
#include <vector>

#include "autograder/01_autodiff/reference/optimizers.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

/// Float32 elements against the float64 reference.
inline constexpr Tolerance kElements{.atol = 1e-6, .rtol = 1e-5};

/// Gradients of one shape.
inline List random_gradients(const Shape& shape, int64_t count) {
  List out;
  for (int64_t i = 0; i < count; ++i) out.emplace_back(randn(shape, rng()));
  return out;
}

/// Inputs of sgd_step or nesterov_step.
inline Values sgd_inputs(const Tensor& w, const Tensor& velocity, const List& gradients,
                         const reference::SgdNumbers& numbers) {
  return {{"w", w},           {"velocity", velocity},         {"gradients", gradients},
          {"lr", numbers.lr}, {"momentum", numbers.momentum}, {"weight_decay", numbers.weight_decay}};
}

/// Inputs of adamw_step.
inline Values adamw_inputs(const Tensor& w, const List& gradients, const reference::AdamNumbers& numbers) {
  return {{"w", w},
          {"m", zeros_like(w)},
          {"v", zeros_like(w)},
          {"gradients", gradients},
          {"lr", numbers.lr},
          {"beta1", numbers.beta1},
          {"beta2", numbers.beta2},
          {"eps", numbers.eps},
          {"weight_decay", numbers.weight_decay},
          {"step", numbers.step}};
}

/// What sgd_step answers; nesterov_step, if `nesterov`.
Values sgd_answer(const Values& in, bool nesterov, reference::SgdMistake mistake = reference::SgdMistake::none);

/// What adamw_step answers.
Values adamw_answer(const Values& in, reference::AdamMistake mistake = reference::AdamMistake::none);

/// The student's step, against the reference.
void expect_sgd(const std::string& scenario, const Values& in);
/// The student's step, against the reference.
void expect_adamw(const Values& in);

}  // namespace llmsys::lab01
