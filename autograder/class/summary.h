/// @file
/// What an instructor wants to know first of a graded class.
#pragma once
#include <string>
#include <vector>

#include "autograder/class/class_grading.h"

namespace llmsys {

/// Some lines: how many ended how, mean and median of the points, the share of students who passed each task, and the tests
/// that most did not pass. Statistics are over those graded; who handed in nothing, or what cannot be read, counts apart.
std::string class_summary(const LabManifest& lab, const std::vector<GradedSubmission>& graded);

}  // namespace llmsys
