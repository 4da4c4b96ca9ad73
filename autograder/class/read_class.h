/// @file
/// From what an instructor has downloaded to submissions that can be graded.
#pragma once
#include <string>
#include <vector>

#include "autograder/class/class_grading.h"
#include "autograder/class/grade_all.h"

namespace llmsys {

/// The class, read.
struct ReadClass {
  std::vector<Submission> submissions;  ///< by id; their files lie in OUT/files
  std::vector<std::string> notes;       ///< what was passed over, and other remarks
};

/// Finds and reads all submissions. One archive of all of them is unpacked to OUT/state/unpacked first.
/// @throws ValueError if there are none, IoError if the folder cannot be read
ReadClass read_class(const Paths& paths, const LabManifest& lab, const GradeAllCommand& command,
                     const std::string& out);

}  // namespace llmsys
