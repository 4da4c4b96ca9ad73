/// @file
/// The parts of tensor_diagnoses().
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "autograder/judge/explain.h"
#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"

namespace llmsys::lab01 {

/// A mistake's answer, where it is one: on inputs that do not show the mistake, whatever is wrong has another cause.
/// @throws ValueError if it is right
inline Values if_wrong(const Values& wrong, const Values& right) {
  LLMSYS_CHECK(ValueError, !same_answer(wrong, right), "these inputs do not show the mistake");
  return wrong;
}

/// A mistake in a rule of task 1.5 whose answer is one gradient, dx; where it shows.
Diagnosis wrong_rule(const std::string& scenario, const std::string& name, const std::string& cause,
                     const std::string& handout, const std::function<Tensor(const Values&)>& dx);

/// What a reduction's input shape becomes with keepdim.
std::vector<int64_t> kept_of(const Values& in);

/// Of task 1.5: products, reductions, log_softmax.
std::vector<Diagnosis> product_diagnoses();

/// Of task 1.5: selections and views.
std::vector<Diagnosis> selection_diagnoses();

/// Of tasks 1.6 and 1.8.
std::vector<Diagnosis> update_diagnoses();

/// Of tasks 1.7 and 1.9.
std::vector<Diagnosis> training_diagnoses();

}  // namespace llmsys::lab01
