/// @file
/// `lab export`: what was graded, in the formats of others.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/report/report.h"

namespace llmsys {

/// What `lab export` takes.
struct ExportCommand {
  std::string format;               ///< "gradescope", "csv", ...: see export_formats()
  std::vector<std::string> inputs;  ///< folders of grade-all, or one report
  std::string out;         ///< file or folder; empty: below the first input, or standard output; "-": standard output
  std::string course;      ///< course file; empty: points as they are
  std::string assignment;  ///< id in the course
  std::string extensions;  ///< file
  std::string groups;      ///< file
  std::string times;       ///< file: when submissions came
  std::string scores;      ///< file: points of exams and the like
  std::vector<std::string> rosters;  ///< files of GitHub Classroom or Moodle
  std::string gradebook;             ///< the instructor's export: canvas, moodle
  std::string column;                ///< heading of the column to fill in
  std::string decimal;               ///< "point" or "comma"; empty: as the gradebook has it
  std::string detail;                ///< "tasks" or "tests": more columns of csv
  std::string hidden = "visible";    ///< visibility of hidden tests on Gradescope
  std::string summary;               ///< file that the job summary of Actions is added to

  int hint = kDefaultHint;       ///< of the pages: 0 to 3
  bool leaderboard = false;      ///< for Gradescope
  bool scale = false;            ///< convert to the gradebook's points
  bool zero_missing = false;     ///< 0 for students without a submission
  bool without_earlier = false;  ///< results of earlier assignments may be missing
  bool dry_run = false;          ///< only say what would change
};

/// Formats by name, each with what it is for.
const std::vector<std::pair<std::string, std::string>>& export_formats();

/// `lab export FORMAT INPUT...`. 0, or 1 if something in a gradebook needs a look.
int export_command(const Paths& paths, const ExportCommand& command);

}  // namespace llmsys
