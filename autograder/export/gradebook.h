/// @file
/// Grades into the gradebook of a learning platform: the instructor's own export comes back with one column filled in. Ids, other
/// columns, quotes, line ends and the byte order mark stay as they are.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "autograder/export/csv.h"
#include "autograder/export/grades.h"

namespace llmsys {

/// How a gradebook is filled in.
struct GradebookOptions {
  std::string column;                         ///< its heading; of Canvas a part of it will do: "Homework 1" or "12345"
  bool scale = false;                         ///< to the points that the gradebook gives the column, where they differ
  bool zero_missing = false;                  ///< students without a submission get 0
  char decimal = 0;                           ///< '.' or ','; 0: as the file does
  std::string feedback_mark = "Lab grader:";  ///< how a comment of ours begins; others are not overwritten
};

/// One cell that changes.
struct GradebookChange {
  std::string student;  ///< for people
  std::string before;   ///< "" if it was empty
  std::string after;    ///< the new grade
};

/// A filled-in gradebook, and what an instructor should know before importing it.
struct Gradebook {
  std::string file;                        ///< the new bytes
  std::vector<GradebookChange> changes;    ///< of grades
  int unchanged = 0;                       ///< students whose grade was there already
  std::vector<std::string> no_submission;  ///< rows without a submission: their grade is as before
  std::vector<std::string> no_row;         ///< submissions that no row is for
  std::vector<std::string> remarks;        ///< rows that were left alone, and why; matches by name only
};

/// Fills in an export of Canvas (Grades, Export).
/// @throws ValueError if it is none, or if the column is not there: a column that Canvas does not know would become a new one
Gradebook fill_canvas(std::string_view bytes, const std::vector<Grade>& grades, const GradebookOptions& options);

/// Fills in a grading worksheet of Moodle (View all submissions, Download grading worksheet): Grade and Feedback comments.
/// @throws ValueError if it is none
Gradebook fill_moodle(std::string_view bytes, const std::vector<Grade>& grades, const GradebookOptions& options);

/// What an instructor reads: each change, then what was left alone. @param all  every change, or only their number
std::string gradebook_report(const Gradebook& book, bool all);

/// A sentence or two on how a grade came about, without any text of the student: "Lab grader: 92 of 100 points; ...".
std::string grade_comment(const Grade& grade, const GradebookOptions& options);

}  // namespace llmsys
