/// @file
/// Grades a class: several submissions at a time, each in a slot of its own; none stops the rest.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "autograder/class/class_build.h"
#include "autograder/class/finding_store.h"
#include "autograder/submission/submission.h"

namespace llmsys {

/// How a submission's grading ended.
enum class ClassStatus {
  graded,       ///< there is a report
  no_files,     ///< none of the lab's task files was handed in
  bad_archive,  ///< the archive was refused
  internal      ///< the grader failed: a report may be there, and the next run tries again
};
/// "graded", "no_files", "bad_archive", "internal".
std::string_view to_text(ClassStatus status);

/// One submission, read.
struct Submission {
  HandedIn handed;  ///< whose, and from where
  std::map<std::string, std::string>
      hashes;  ///< SHA-256 of each task file that was taken; the files lie in OUT/files/ID
  std::map<std::string, std::string> problems;  ///< why a task file could not be taken, as TaskFiles::problems
  std::string refusal;                          ///< why its archive was refused
};

/// One submission, graded.
struct GradedSubmission {
  ClassStatus status = ClassStatus::internal;  ///< how it ended
  std::string message;                         ///< why it is not `graded`, or what the instructor should know
  GradeReport report;                          ///< of all tests; those of a submission without files have failed
};

/// What all submissions of a class have in common.
struct ClassOptions {
  std::string out;                          ///< where results go
  uint64_t seed = 0;                        ///< all inputs follow from it
  bool seed_shown = true;                   ///< as GradeOptions::seed_shown
  std::string device = "cpu";               ///< as GradeOptions::device
  int jobs = 1;                             ///< submissions at a time
  SandboxLevel sandbox = SandboxLevel::l0;  ///< what students' code is compiled in and runs in
};

/// Called for each submission as it ends, one at a time.  @param i  its place among all
using OnGraded = std::function<void(size_t i, GradedSubmission graded)>;

/// Grades all of them.
/// @param stop  set from outside: what is under way comes to its end, nothing new begins
void grade_class(const Paths& paths, const LabManifest& lab, const ClassOptions& options,
                 const std::vector<Submission>& submissions, const std::atomic<bool>& stop, const OnGraded& on_graded);

}  // namespace llmsys
