/// @file
/// Lab 03's known mistakes by task.
#pragma once
#include <vector>

#include "autograder/judge/lab_test.h"

namespace llmsys::lab03 {

/// Task 3.0.
std::vector<Diagnosis> prediction_diagnoses();
/// Tasks 3.1, 3.2 and 3.7.
std::vector<Diagnosis> product_diagnoses();

}  // namespace llmsys::lab03
