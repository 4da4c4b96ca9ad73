/// @file
/// From what was graded to what counts: the labs of an assignment together, then the course's rules for late work.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "autograder/course/course.h"
#include "autograder/export/class_results.h"
#include "autograder/export/people.h"
#include "autograder/export/scores.h"

namespace llmsys {

/// One student's grade of one assignment, or, without a course, of one lab.
struct Grade {
  std::string id;                           ///< of the submission
  std::string name;                         ///< may be empty
  std::string email;                        ///< may be empty
  double max = 0;                           ///< points possible
  LateResult result;                        ///< raw and final points, what lateness cost
  std::optional<Moment> submitted;          ///< of its labs the last
  std::optional<Moment> due;                ///< with the student's extension
  std::string status;                       ///< "graded", "no_files", ... of its labs the worst
  std::vector<std::string> notes;           ///< for the instructor: extension, tokens, a lab that is missing
  std::vector<const GradeReport*> reports;  ///< of what was graded, owned by ClassResults
  bool withheld = false;                    ///< the grader failed: there is no grade, which is not a 0
};

/// What grades follow from besides the reports.
struct GradingRules {
  const Course* course = nullptr;          ///< null: points as they are
  std::string assignment = "";             ///< id in the course; empty: the only one with the labs given
  std::vector<Extension> extensions = {};  ///< of single students
  Groups groups = {};                      ///< their tokens are those of the member who has fewest
  std::vector<KnownTime> times = {};       ///< of submission, where those do not tell
  bool without_earlier = false;            ///< earlier assignments may be missing: their tokens count as unspent
};

/// The assignment that the rules mean.  @throws ValueError if there is none, or if results of its labs are missing
const Assignment& chosen_assignment(const GradingRules& rules, const std::vector<ClassResults>& classes);

/// All grades of one assignment, computed from nothing but the reports. `classes` outlives what is returned. Tokens that earlier
/// assignments took are found by computing those, too: `classes` must hold them.
/// @throws ValueError if results are missing
std::vector<Grade> compute_grades(const std::vector<ClassResults>& classes, const GradingRules& rules);

/// The grades of one assignment.
struct AssignmentGrades {
  const Assignment* assignment = nullptr;  ///< of the course
  std::vector<Grade> grades;               ///< as compute_grades()
};

/// The same for every assignment whose labs' results are all given, by due date; those without one come last.
/// @throws ValueError as compute_grades()
std::vector<AssignmentGrades> compute_all_grades(const std::vector<ClassResults>& classes, const GradingRules& rules);

/// The part of its points that a report earned, from 0: with bonus challenges it can exceed 1.
double score_of(const GradeReport& report, Challenge challenge);

}  // namespace llmsys
