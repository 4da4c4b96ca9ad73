/// @file
/// Lab 05's mistakes, in the same two halves as its scenarios.
#pragma once
#include <vector>

#include "autograder/judge/explain.h"
#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"

namespace llmsys::lab05 {

/// Of tasks 5.1 and 5.2.
std::vector<Diagnosis> training_diagnoses();

/// Of tasks 5.3 to 5.6.
std::vector<Diagnosis> encoding_diagnoses();

/// A mistake's answer, where it is one: on inputs that do not show the mistake, whatever is wrong has another cause.
/// @throws ValueError if it is right
inline Values if_wrong(const Values& wrong, const Values& right) {
  LLMSYS_CHECK(ValueError, !same_answer(wrong, right), "these inputs do not show the mistake");
  return wrong;
}

}  // namespace llmsys::lab05
