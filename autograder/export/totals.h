/// @file
/// The grade of a whole course: all assignments, by their weights.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/export/grades.h"
#include "autograder/export/scores.h"

namespace llmsys {

/// One student's grade of the whole course, as far as it is graded.
struct CourseTotal {
  std::string id;                        ///< of a submission, or as the scores say
  std::string name;                      ///< may be empty
  std::string email;                     ///< may be empty
  std::map<std::string, double> points;  ///< final points, by assignment
  double earned = 0;                     ///< sum of weight * points / points possible; of a choice the best
  bool withheld = false;                 ///< the grader failed in one of them: there is no total yet
};

/// The totals of a class.
struct CourseTotals {
  std::vector<const Assignment*> graded;  ///< those of which there is a result or a score, in the course's order
  double possible = 0;                    ///< sum of their weights without extras; of a choice as many as are taken
  std::vector<CourseTotal> students;      ///< in the order in which they come
};

/// Adds up what there is: grades by the labs' results, scores for the rest. Who has nothing of what others have gets 0 for it.
/// Where a course has no weights, points are the weights.
/// @throws ValueError as compute_all_grades()
CourseTotals course_totals(const std::vector<ClassResults>& classes, const GradingRules& rules,
                           const std::vector<Score>& scores);

/// A line for each student: the points of each assignment, what is earned of what is graded, and the percentage.
std::string totals_csv(const CourseTotals& totals);

}  // namespace llmsys
