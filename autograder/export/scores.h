/// @file
/// What an instructor knows and the submissions do not tell: when they came, and the points of exams.
#pragma once
#include <string>
#include <vector>

#include "autograder/course/course.h"

namespace llmsys {

/// When one student handed in an assignment.
struct KnownTime {
  std::string student;     ///< id or e-mail, as person_key()
  std::string assignment;  ///< its id
  Moment submitted;        ///< instead of what the submission says
};

/// Reads times from CSV or JSON: student, assignment, submitted.
/// @throws IoError or ValueError that name the file, the line and what is wrong
std::vector<KnownTime> read_times(const std::string& path, const Course& course);

/// One student's points of an exam, a quiz or a project.
struct Score {
  std::string student;     ///< id or e-mail, as person_key()
  std::string assignment;  ///< its id
  double points = 0;       ///< from 0 on; more than the assignment's are extra
};

/// Reads scores from CSV or JSON: student, assignment, points. An assignment with labs has none: it is graded by those.
/// @throws as read_times()
std::vector<Score> read_scores(const std::string& path, const Course& course);

}  // namespace llmsys
