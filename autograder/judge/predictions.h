/// @file
/// Tests of predictions: a student's formula against what the solution measures.
#pragma once
#include <string>

#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"

namespace llmsys {

/// Scenario `predict_WHAT` of the student must give what scenario `measured_WHAT` of the solution counts.
/// @param unit  the value's name in both answers: "bytes"
inline void expect_predicted(const std::string& what, const std::string& unit, const Values& inputs) {
  const int64_t predicted = student("predict_" + what, inputs)[unit].integer();
  const int64_t counted = solution("measured_" + what, inputs)[unit].integer();
  expect(predicted == counted, text("predict_", what, " says ", predicted, " ", unit, " for ", to_text(Value(inputs)),
                                    ", counted were ", counted));
}

}  // namespace llmsys
