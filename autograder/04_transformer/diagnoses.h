/// @file
/// Lab 04's mistakes that can be told by their numbers, by task.
#pragma once
#include <string>
#include <vector>

#include "autograder/01_autodiff/diagnoses_tensor.h"
#include "autograder/judge/lab_test.h"

namespace llmsys::lab04 {

/// Of tasks 4.0 and 4.1.
std::vector<Diagnosis> accounting_diagnoses();
/// Of tasks 4.2 and 4.9's norms.
std::vector<Diagnosis> norm_diagnoses();
/// Of tasks 4.3 and 4.11.
std::vector<Diagnosis> rope_diagnoses();
/// Of task 4.4.
std::vector<Diagnosis> attention_diagnoses();
/// Of tasks 4.5, 4.6 and 4.9's GELU.
std::vector<Diagnosis> gate_and_loss_diagnoses();
/// Of tasks 4.7, 4.8 and 4.10.
std::vector<Diagnosis> model_diagnoses();

/// What a report says of a mistake.
struct Words {
  const char* name;     ///< "eps_outside"
  const char* cause;    ///< what the student probably did, and what to do about it
  const char* handout;  ///< a few words of the handout's line that explains it
};

/// A mistake in one scenario: `answer(inputs, mistake)` is what it gives, `answer(inputs, {})` what is right.
template <class Answer, class Mistake>
Diagnosis wrong(const std::string& task, const std::string& scenario, const Words& words, const Answer& answer,
                Mistake mistake) {
  return {task, scenario, words.name, words.cause, words.handout, [answer, mistake](const Values& in) {
            return lab01::if_wrong(answer(in, mistake), answer(in, Mistake{}));
          }};
}

}  // namespace llmsys::lab04
