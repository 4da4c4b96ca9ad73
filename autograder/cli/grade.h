/// @file
/// Grading one lab: overlay, build, judge, report.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "autograder/cli/overlay.h"
#include "autograder/report/report.h"

namespace llmsys {

/// What to grade.
struct GradeOptions {
  std::string folder;             ///< where the task files are; empty: labs/NN_name
  Slot slot = Slot::student;      ///< whose build products to use
  std::vector<std::string> only;  ///< "0.2" or "0.2:property"; empty: all
  uint64_t seed = 0;              ///< all inputs follow from it
  bool seed_shown = true;         ///< whether reports tell it; not if it comes from an instructor's secret
  std::string device = "cpu";     ///< where tensors are, of a lab that is on_cuda: "cpu" or "cuda"
  bool diagnoses = false;         ///< also check that the lab's diagnoses can be told apart (the suite's own check)
};

/// Grades. Students' failures are in the report; what is thrown is the grader's own.
/// @throws Error if the build of our own code fails or the judge cannot run
GradeReport grade(const Paths& paths, const LabManifest& lab, const GradeOptions& options);

/// Builds the judge and the student's code into one program with AddressSanitizer and runs it, without limits. Tasks that run
/// kernels do without AddressSanitizer, since the emulator's checkers have looked at them already; where they are apart, only a
/// task alone is one. What the sanitizer says is shown with the frames of the student's files only; all of it goes to build/logs/debug.log.
/// @param show  false: print nothing, only judge by the result
/// @return 0 if every test passed and the sanitizers are silent
int debug(const Paths& paths, const LabManifest& lab, const GradeOptions& options, bool show = true);

/// A seed nobody can predict.
uint64_t fresh_seed();

/// The seed of `verify` and `mutate` unless they are told another: a suite's verdict depends on nothing but the code.
inline constexpr uint64_t kSuiteSeed = 1;

/// What --seed says.  @param otherwise  if it says nothing  @throws ValueError if it is no number
uint64_t seed_from(const std::string& word, uint64_t otherwise);

/// The lab a user means by "0", "00", "lab00" or "00_warm_up".  @throws ValueError naming those there are
LabManifest lab_named(const Paths& paths, const std::string& word);

}  // namespace llmsys
