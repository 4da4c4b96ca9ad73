#include "autograder/export/totals.h"

#include <algorithm>
#include <set>

#include "autograder/export/csv.h"
#include "autograder/report/printable.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// Finds each student by id and by e-mail.
class Students {
 public:
  CourseTotal& of(const Grade& grade) {
    CourseTotal& out = of(grade.email.empty() ? grade.id : grade.email, grade.id);
    if (out.name.empty()) out.name = grade.name;
    if (out.email.empty()) out.email = grade.email;
    return out;
  }
  CourseTotal& of(const std::string& student, const std::string& id) {
    for (const std::string& key : {person_key(student), person_key(id)})
      if (const auto at = places_.find(key); at != places_.end()) return note(at->second, student, id);
    all_.push_back({});
    all_.back().id = id;
    return note(all_.size() - 1, student, id);
  }
  std::vector<CourseTotal> all() && { return std::move(all_); }

 private:
  CourseTotal& note(size_t place, const std::string& student, const std::string& id) {
    for (const std::string& key : {student, id}) places_.emplace(person_key(key), place);
    return all_[place];
  }
  std::vector<CourseTotal> all_;
  std::map<std::string, size_t> places_;
};

double weight_of(const Assignment& assignment, const Course& course) {
  return course.weight() > 0 ? assignment.weight : assignment.points;
}

// How many assignments of a choice count.
size_t taken_of(const Course& course, const std::string& choice) {
  const auto at = std::find_if(course.choices.begin(), course.choices.end(),
                               [&](const Choice& candidate) { return candidate.id == choice; });
  return at == course.choices.end() ? 0 : static_cast<size_t>(at->take);
}

// Calls take(assignments, count) for each assignment that all do, with 1, and for each choice, with how many of it count.
template <class Take>
void for_each_part(const std::vector<const Assignment*>& graded, const Course& course, Take take) {
  std::map<std::string, std::vector<const Assignment*>> choices;
  for (const Assignment* assignment : graded) {
    if (assignment->choice.empty())
      take(std::vector{assignment}, size_t{1});
    else
      choices[assignment->choice].push_back(assignment);
  }
  for (const auto& [id, assignments] : choices) take(assignments, std::min(taken_of(course, id), assignments.size()));
}

double possible_of(const std::vector<const Assignment*>& graded, const Course& course) {
  double sum = 0;
  for_each_part(graded, course, [&](const std::vector<const Assignment*>& part, size_t count) {
    if (!part[0]->extra) sum += static_cast<double>(count) * weight_of(*part[0], course);
  });
  return sum;
}

double earned_of(const CourseTotal& student, const std::vector<const Assignment*>& graded, const Course& course) {
  double sum = 0;
  for_each_part(graded, course, [&](const std::vector<const Assignment*>& part, size_t count) {
    std::vector<double> earned;
    for (const Assignment* assignment : part)
      if (const auto points = student.points.find(assignment->id); points != student.points.end())
        earned.push_back(weight_of(*assignment, course) * points->second / assignment->points);
    std::sort(earned.rbegin(), earned.rend());
    earned.resize(std::min(earned.size(), count));
    for (const double one : earned) sum += one;
  });
  return sum;
}

}  // namespace

CourseTotals course_totals(const std::vector<ClassResults>& classes, const GradingRules& rules,
                           const std::vector<Score>& scores) {
  std::set<std::string> graded;
  Students students;
  for (const AssignmentGrades& of_one : compute_all_grades(classes, rules)) {
    graded.insert(of_one.assignment->id);
    for (const Grade& grade : of_one.grades) {
      CourseTotal& student = students.of(grade);
      student.withheld = student.withheld || grade.withheld;
      if (!grade.withheld) student.points[of_one.assignment->id] = grade.result.final;
    }
  }
  for (const Score& score : scores) {
    graded.insert(score.assignment);
    students.of(score.student, score.student).points[score.assignment] = score.points;
  }
  CourseTotals out;
  for (const Assignment& assignment : rules.course->assignments)
    if (graded.contains(assignment.id)) out.graded.push_back(&assignment);
  out.possible = possible_of(out.graded, *rules.course);
  out.students = std::move(students).all();
  for (CourseTotal& student : out.students) student.earned = earned_of(student, out.graded, *rules.course);
  return out;
}

std::string totals_csv(const CourseTotals& totals) {
  std::vector<std::string> heading = {"id", "name", "email"};
  for (const Assignment* assignment : totals.graded)
    heading.push_back(text(assignment->id, " (", grade_text(assignment->points), ")"));
  heading.insert(heading.end(), {"earned", "of", "percent", "notes"});
  std::string out = csv_line(heading);
  for (const CourseTotal& student : totals.students) {
    std::vector<std::string> cells = {student.id, student.name, student.email};
    for (const Assignment* assignment : totals.graded) {
      const auto points = student.points.find(assignment->id);
      cells.push_back(points == student.points.end() ? "" : grade_text(points->second));
    }
    const bool known = !student.withheld && totals.possible > 0;
    cells.push_back(student.withheld ? "" : grade_text(student.earned));
    cells.push_back(grade_text(totals.possible));
    cells.push_back(known ? grade_text(100 * student.earned / totals.possible) : "");
    cells.emplace_back(student.withheld ? "regrade" : "");
    for (std::string& cell : cells) cell = not_a_formula(printable(cell));
    out += csv_line(cells);
  }
  return out;
}

}  // namespace llmsys
