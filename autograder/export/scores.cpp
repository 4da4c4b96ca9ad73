#include "autograder/export/scores.h"

#include <set>

#include "autograder/export/records.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// Finds a line that says again what an earlier one has said.
class Once {
 public:
  void check(const Record& record, const std::string& student, const std::string& assignment) {
    LLMSYS_CHECK(ValueError, seen_.emplace(student, assignment).second, record.place, ": ", student, " is there for ",
                 assignment, " already: keep one");
  }

 private:
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

std::vector<KnownTime> read_times(const std::string& path, const Course& course) {
  std::vector<KnownTime> out;
  Once once;
  for (const Record& record : read_records(path, {"student", "assignment", "submitted"})) {
    out.push_back({.student = student_of(record),
                   .assignment = assignment_of(record, course).id,
                   .submitted = moment_of(record, "submitted", course)});
    once.check(record, out.back().student, out.back().assignment);
  }
  return out;
}

std::vector<Score> read_scores(const std::string& path, const Course& course) {
  std::vector<Score> out;
  Once once;
  for (const Record& record : read_records(path, {"student", "assignment", "points"})) {
    const Assignment& assignment = assignment_of(record, course);
    LLMSYS_CHECK(ValueError, assignment.labs.empty(), record.place, ": ", assignment.id,
                 " is graded by its labs: give their results");
    Score score{.student = student_of(record), .assignment = assignment.id, .points = 0};
    LLMSYS_CHECK(ValueError, parse_grade(record.value("points"), score.points) && score.points >= 0, record.place,
                 ": points must be a number from 0 on, is \"", record.value("points"), "\"");
    once.check(record, score.student, score.assignment);
    out.push_back(std::move(score));
  }
  return out;
}

}  // namespace llmsys
