/// @file
/// Why an answer is wrong: the mistake whose numbers it has, and the first intermediate that differs.
#pragma once
#include <string>

#include "autograder/judge/case_state.h"
#include "autograder/judge/lab_test.h"

namespace llmsys {

/// What is known beyond "wrong". Parts that are not known are empty.
struct Explanation {
  std::string diagnosis;  ///< name of the mistake
  std::string cause;      ///< what the student probably did
  std::string handout;    ///< words of the handout's line about it
  std::string probe;      ///< first diverging intermediate, in a sentence
};

/// Explains a failed case from its last call.
Explanation explain(CaseState& state, const std::string& task);

/// Whether an answer holds every value of `part`, the same up to rounding: a wrong variant computes values, not counters.
bool holds_answer(const Values& answer, const Values& part);

/// Whether two answers are the same up to rounding: tensors and numbers within 1e-6, all else exactly. NaN is the same
/// as NaN: an overflow is a mistake that can be recognised.
bool same_answer(const Value& a, const Value& b);

}  // namespace llmsys
