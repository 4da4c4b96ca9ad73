/// @file
/// Lab 00's mistakes that can be told by their numbers and stand in a file of their own.
#pragma once
#include <vector>

#include "autograder/judge/lab_test.h"

namespace llmsys::lab00 {

/// Of task 0.7.
std::vector<Diagnosis> saxpy_diagnoses();

}  // namespace llmsys::lab00
