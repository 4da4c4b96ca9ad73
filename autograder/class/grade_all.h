/// @file
/// The command `grade-all`: a whole class at once.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/cli/round_seed.h"
#include "autograder/report/report.h"

namespace llmsys {

/// What `lab grade-all` takes.
struct GradeAllCommand {
  std::string submissions;        ///< a folder, or one archive of all
  std::string lab;                ///< "1"
  std::string out;                ///< where results go; empty: beside `submissions`
  std::string layout = "auto";    ///< as LayoutOptions::layout
  std::string id_regex;           ///< as LayoutOptions::id_regex
  std::vector<std::string> only;  ///< ids of single students; empty: all
  std::string course;             ///< a course file, whose rules for hints, the sandbox and seeds hold; empty: none
  SeedChoice inputs;              ///< none: those of the last run in `out`, or fresh ones
  std::string device = "cpu";     ///< as GradeOptions::device
  int jobs = 0;                   ///< submissions at a time; 0: one for each core
  int hint = kDefaultHint;        ///< of the reports
  std::string sandbox = "auto";   ///< as choose_sandbox()
  std::string require_sandbox;    ///< as choose_sandbox(); empty: any
  std::string old;                ///< another folder of results to compare with
  bool apply = false;             ///< no grading: put the results in `out` in the place of `old`
  bool cancel = false;            ///< no grading: remove the results in `out`, `old` stays
};

/// `lab grade-all DIR --lab N`. 0 if all came to an end; 1 if the grader failed in some, which the next run tries again; 130 if
/// it was stopped.
int grade_all_command(const Paths& paths, const GradeAllCommand& command);

}  // namespace llmsys
