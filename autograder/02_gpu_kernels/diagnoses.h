/// @file
/// Lab 02's mistakes that can be told by their numbers.
#pragma once
#include <vector>

#include "autograder/judge/lab_test.h"

namespace llmsys::lab02 {

/// Of task 2.0.
std::vector<Diagnosis> prediction_diagnoses();
/// Of tasks 2.1 and 2.2.
std::vector<Diagnosis> movement_diagnoses();
/// Of tasks 2.3 and 2.4.
std::vector<Diagnosis> arithmetic_diagnoses();
/// Of tasks 2.5 and 2.6.
std::vector<Diagnosis> stream_and_roofline_diagnoses();
/// Of tasks 2.7 and 2.8.
std::vector<Diagnosis> challenge_diagnoses();

}  // namespace llmsys::lab02
