/// @file
/// A submission inside Gradescope's container: /autograder/submission in, /autograder/results/results.json out.
#pragma once
#include <string>

#include "autograder/cli/paths.h"

namespace llmsys {

/// What submission_metadata.json says that a student wants to know: how late the submission is, and the best score so far.
/// Sentences, one a line; empty if the text is not Gradescope's.
std::string metadata_notes(const std::string& metadata);

/// results.json of a grading that did not happen: no points, and a text that says it is not the student's fault.
std::string failed_results(const std::string& why);

/// `lab gradescope N [FOLDER]`: grades FOLDER/submission in a sandbox of level L1 or better and writes FOLDER/results/results.json,
/// in one step, also if the grader itself fails. @return 0; 1 if the grader failed
int gradescope_command(const Paths& paths, const std::string& lab, const std::string& folder);

}  // namespace llmsys
