/// @file
/// Lab 01's mistakes that can be told by their numbers, in the same two halves as its scenarios.
#pragma once
#include <vector>

#include "autograder/judge/lab_test.h"

namespace llmsys::lab01 {

/// Of tasks 1.0 to 1.4.
std::vector<Diagnosis> engine_diagnoses();

/// Of task 1.1, for engine_diagnoses().
std::vector<Diagnosis> rule_diagnoses();

/// Of task 1.4, for engine_diagnoses().
std::vector<Diagnosis> graph_diagnoses();

/// Of tasks 1.5 to 1.9.
std::vector<Diagnosis> tensor_diagnoses();

}  // namespace llmsys::lab01
