/// @file
/// The parts of tensor_diagnoses().
#pragma once
#include <vector>

#include "autograder/judge/lab_test.h"

namespace llmsys::lab01 {

/// Of task 1.5: products, reductions, log_softmax.
std::vector<Diagnosis> product_diagnoses();

/// Of task 1.5: selections and views.
std::vector<Diagnosis> selection_diagnoses();

/// Of tasks 1.6 and 1.8.
std::vector<Diagnosis> update_diagnoses();

/// Of tasks 1.7 and 1.9.
std::vector<Diagnosis> training_diagnoses();

}  // namespace llmsys::lab01
