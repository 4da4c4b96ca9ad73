/// @file
/// Grading one lab: overlay, build, judge, report.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "autograder/cli/overlay.h"
#include "autograder/report/report.h"
#include "autograder/sandbox/level.h"

namespace llmsys {

/// Builds programs, by their path in the build folder, with their target's name.
/// @return what the linker said, by the path of each program that could not be linked, as build_programs()
using BuildPrograms =
    std::function<std::map<std::string, std::string>(const std::map<std::string, std::string>& programs)>;

/// What to grade.
struct GradeOptions {
  std::string folder;                        ///< where the task files are; empty: labs/NN_name
  Slot slot = Slot::student;                 ///< whose build products to use
  std::vector<std::string> only;             ///< "0.2" or "0.2:property"; empty: all
  uint64_t seed = 0;                         ///< all inputs follow from it
  std::string device = "cpu";                ///< where tensors are, of a lab that is on_cuda: "cpu" or "cuda"
  std::optional<SandboxLevel> sandbox = {};  ///< what the student's code runs in; nothing: the best that works here
  bool seed_shown = true;    ///< whether reports tell the seed; not if it comes from an instructor's secret
  bool diagnoses = false;    ///< also check that the lab's diagnoses can be told apart (the suite's own check)
  int jobs = 0;              ///< tests at a time; 0: one for each core
  BuildPrograms build = {};  ///< how students' programs are built; empty: by ninja, after our own
  std::map<std::string, std::string> problems =
      {};  ///< why a task's file was not taken, by task id, where that is known
};

/// What building and judging said of the selected tasks; their report follows from it.
struct Findings {
  std::map<std::string, std::string> problems;  ///< why a task could not be judged, by its id
  std::map<std::string, std::string> warnings;  ///< of the compiler, by task id
  std::vector<std::string> lines;               ///< of the judge: JSON, one for each test
  std::string failure;                          ///< what went wrong with the judge itself; empty if nothing did
  std::string killed;                           ///< the judge was killed before its end: by what; empty if it was not
};

/// Copies the files to the overlay, builds and judges. The caller holds the BuildLock, and has chosen options.sandbox.
/// @throws Error if the build of our own code fails
Findings examine(const Paths& paths, const LabManifest& lab, const GradeOptions& options);

/// The report that follows from what was found.
GradeReport report_of(const Paths& paths, const LabManifest& lab, const GradeOptions& options,
                      const Findings& findings);

/// The names of the programs that grading needs besides students': the judge, and the reference workers of the selected tasks.
std::vector<std::string> own_targets(const LabManifest& lab, const std::vector<std::string>& only);

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
