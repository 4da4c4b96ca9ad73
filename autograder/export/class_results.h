/// @file
/// What was graded: a folder that `./lab grade-all` wrote, or one report of `./lab grade --json`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "autograder/course/moment.h"
#include "autograder/report/report.h"

namespace llmsys {

/// One student's submission of one lab.
struct StudentResult {
  std::string id;                     ///< as the layout of the submissions names the student
  std::string name;                   ///< may be empty
  std::string email;                  ///< may be empty
  std::string source;                 ///< the file or folder that was handed in
  std::optional<Moment> submitted;    ///< nothing: unknown
  std::string status;                 ///< "graded", "no_files", "bad_archive" or "internal"
  std::string message;                ///< why it was not graded
  std::vector<std::string> notes;     ///< for the instructor: "handed in late"
  std::optional<GradeReport> report;  ///< of what was graded; without any file, of nothing but failed tests

  /// Whether the grader failed: then there is no grade, which is not a grade of 0.
  [[nodiscard]] bool failed_inside() const;
  /// How people call the student: the name, or the id.
  [[nodiscard]] const std::string& called() const { return name.empty() ? id : name; }
};

/// All submissions of one lab.
struct ClassResults {
  std::string folder;                      ///< where they were read from
  int lab = 0;                             ///< number
  bool single = false;                     ///< one report, not a class
  std::vector<StudentResult> submissions;  ///< in the order of the file
};

/// Reads a report of `./lab grade --json`. Titles of tasks, and which tests are hidden, come from the lab's lab.json.
/// @param root  the repository    @throws IoError or ValueError that name the file and what is wrong
GradeReport read_grade_report(const std::string& path, const std::string& root);

/// Reads a folder that `./lab grade-all` wrote, or the report of one student.  @throws as read_grade_report()
ClassResults read_results(const std::string& path, const std::string& root);

}  // namespace llmsys
