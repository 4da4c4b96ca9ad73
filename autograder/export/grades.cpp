#include "autograder/export/grades.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "autograder/export/tokens.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

bool has_lab(const std::vector<ClassResults>& classes, int lab) {
  return std::any_of(classes.begin(), classes.end(), [&](const ClassResults& c) { return c.lab == lab; });
}

std::vector<std::string> missing_labs(const Assignment& assignment, const std::vector<ClassResults>& classes) {
  std::vector<std::string> out;
  for (const int lab : assignment.labs)
    if (!has_lab(classes, lab)) out.push_back(text(lab));
  return out;
}

// Among several submissions of one student the status that needs most attention.
int badness(const std::string& status) {
  const std::vector<std::string> order = {"graded", "no_files", "bad_archive", "internal"};
  return static_cast<int>(std::find(order.begin(), order.end(), status) - order.begin());
}

void add_submission(Grade& grade, const StudentResult& submission) {
  if (grade.name.empty()) grade.name = submission.name;
  if (grade.email.empty()) grade.email = submission.email;
  if (grade.status.empty() || badness(submission.status) > badness(grade.status)) grade.status = submission.status;
  if (!submission.message.empty()) grade.notes.push_back(submission.message);
  grade.notes.insert(grade.notes.end(), submission.notes.begin(), submission.notes.end());
  if (submission.submitted)
    grade.submitted = std::max(grade.submitted.value_or(*submission.submitted), *submission.submitted);
  if (submission.report) grade.reports.push_back(&*submission.report);
  grade.withheld = grade.withheld || submission.failed_inside();
}

// The e-mail stays the same where an id is only that of one assignment, as Moodle's participants are.
std::string identity(const StudentResult& submission) {
  return person_key(submission.email.empty() ? submission.id : submission.email);
}

// The submissions of some labs, by student, in the order in which they come. Two of one lab stay apart, whatever they are called.
std::vector<Grade> collect(const std::vector<ClassResults>& classes, const std::vector<int>& labs) {
  std::vector<Grade> grades;
  std::map<std::string, size_t> index;
  for (const ClassResults& results : classes) {
    if (std::find(labs.begin(), labs.end(), results.lab) == labs.end()) continue;
    std::set<size_t> of_this_lab;
    for (const StudentResult& submission : results.submissions) {
      const auto [at, fresh] = index.emplace(identity(submission), grades.size());
      const bool again = !fresh && of_this_lab.contains(at->second);
      if (fresh || again) grades.emplace_back().id = submission.id;
      if (again) grades.back().notes.push_back("another submission has the e-mail or id of this one");
      const size_t place = again ? grades.size() - 1 : at->second;
      of_this_lab.insert(place);
      add_submission(grades[place], submission);
    }
  }
  return grades;
}

void check_labs_once(const std::vector<ClassResults>& classes) {
  std::map<int, std::string> seen;
  for (const ClassResults& results : classes) {
    const auto [at, fresh] = seen.emplace(results.lab, results.folder);
    LLMSYS_CHECK(ValueError, fresh, "lab ", results.lab, " is in ", at->second, " and in ", results.folder,
                 ": give one of them");
  }
}

// The time that the instructor knows comes before that of the submission.
void set_time(Grade& grade, const Assignment& assignment, const std::vector<KnownTime>& times) {
  for (const KnownTime& time : times)
    if (time.assignment == assignment.id && is_person(grade, time.student)) grade.submitted = time.submitted;
  if (!grade.submitted && assignment.due)
    grade.notes.emplace_back("no time of submission is known: counted as on time");
}

void score(Grade& grade, const Assignment& assignment) {
  double sum = 0;
  for (const GradeReport* report : grade.reports) sum += score_of(*report, assignment.challenge);
  const size_t labs = assignment.labs.size();
  if (grade.reports.size() < labs && labs > 1)
    grade.notes.push_back(text(labs - grade.reports.size(), " of ", labs, " labs without a result: 0 points for ",
                               labs - grade.reports.size() == 1 ? "it" : "them"));
  grade.max = assignment.points;
  grade.result.raw = std::round(sum / static_cast<double>(labs) * assignment.points * 1e6) / 1e6;
  grade.result.final = grade.result.raw;
}

std::vector<Grade> without_course(const std::vector<ClassResults>& classes) {
  LLMSYS_CHECK(ValueError, classes.size() == 1,
               "several results need a course, which says how they count: add --course FILE");
  std::vector<Grade> grades = collect(classes, {classes[0].lab});
  double most = 0;
  for (Grade& grade : grades) {
    for (const GradeReport* report : grade.reports) {
      grade.result.raw += report->points();
      most = std::max<double>(most, report->max_points());
    }
    grade.result.final = grade.result.raw;
  }
  for (Grade& grade : grades) grade.max = most;
  return grades;
}

// The assignment whose labs are all given; where there is none, one that has at least some of them.
const Assignment& only_fitting(const Course& course, const std::vector<ClassResults>& classes) {
  std::vector<const Assignment*> whole, some;
  for (const Assignment& assignment : course.assignments) {
    const size_t missing = missing_labs(assignment, classes).size();
    if (missing < assignment.labs.size()) (missing == 0 ? whole : some).push_back(&assignment);
  }
  const auto& fitting = whole.empty() ? some : whole;
  std::vector<std::string> ids;
  for (const Assignment* assignment : fitting) ids.push_back(assignment->id);
  LLMSYS_CHECK(ValueError, !fitting.empty(), "no assignment of ", course.path, " has a lab of these results");
  LLMSYS_CHECK(ValueError, fitting.size() == 1, "the results fit ", join(ids, ", "), ": choose one by --assignment");
  return *fitting[0];
}

// Assignments with results, by due date, up to the one that is asked for.
std::vector<const Assignment*> up_to(const Assignment& last, const GradingRules& rules,
                                     const std::vector<ClassResults>& classes) {
  std::vector<const Assignment*> out;
  std::vector<std::string> missing;
  for (const Assignment& assignment : rules.course->assignments) {
    if (&assignment == &last || assignment.labs.empty() || !assignment.due || !last.due || *assignment.due > *last.due)
      continue;
    if (missing_labs(assignment, classes).empty())
      out.push_back(&assignment);
    else
      missing.push_back(assignment.id);
  }
  const bool matters = rules.course->late.tokens.count > 0 && !rules.without_earlier && !missing.empty();
  LLMSYS_CHECK(ValueError, !matters, "tokens may have been spent on ", join(missing, ", "), ", due before ", last.id,
               ": give their results, too, or say --without-earlier to count those tokens as unspent");
  std::stable_sort(out.begin(), out.end(), [](const Assignment* a, const Assignment* b) { return *a->due < *b->due; });
  out.push_back(&last);
  return out;
}

// Assignments with results, by due date; those without one come last.
std::vector<const Assignment*> all_with_results(const GradingRules& rules, const std::vector<ClassResults>& classes) {
  const Assignment* last = nullptr;
  std::vector<const Assignment*> undated;
  for (const Assignment& assignment : rules.course->assignments) {
    if (assignment.labs.empty() || !missing_labs(assignment, classes).empty()) continue;
    if (!assignment.due)
      undated.push_back(&assignment);
    else if (last == nullptr || *assignment.due > *last->due)
      last = &assignment;
  }
  std::vector<const Assignment*> out = last == nullptr ? undated : up_to(*last, rules, classes);
  if (last != nullptr) out.insert(out.end(), undated.begin(), undated.end());
  return out;
}

// In that order, as tokens are spent.
std::vector<AssignmentGrades> compute_in_order(const std::vector<const Assignment*>& order,
                                               const std::vector<ClassResults>& classes, const GradingRules& rules) {
  TokenPurse purse(rules.course->late.tokens.count, rules.groups);
  std::vector<AssignmentGrades> out;
  for (const Assignment* assignment : order) {
    std::vector<Grade> grades = collect(classes, assignment->labs);
    for (Grade& grade : grades) {
      score(grade, *assignment);
      set_time(grade, *assignment, rules.times);
    }
    apply_rules(grades, *assignment, rules, purse);
    out.push_back({.assignment = assignment, .grades = std::move(grades)});
  }
  return out;
}

}  // namespace

double score_of(const GradeReport& report, Challenge challenge) {
  double earned = 0, possible = 0, extra = 0, extra_possible = 0;
  for (const TestReport& test : report.tests) {
    const bool is_challenge = test.kind == RungKind::challenge;
    (is_challenge ? extra : earned) += test.points;
    (is_challenge ? extra_possible : possible) += counted_points(test);
  }
  if (challenge != Challenge::off) earned += extra;
  if (challenge == Challenge::counts) possible += extra_possible;
  return possible > 0 ? earned / possible : 0;
}

const Assignment& chosen_assignment(const GradingRules& rules, const std::vector<ClassResults>& classes) {
  const Assignment& chosen =
      rules.assignment.empty() ? only_fitting(*rules.course, classes) : rules.course->at(rules.assignment);
  LLMSYS_CHECK(ValueError, !chosen.labs.empty(), chosen.id, " has no labs: it is not graded here");
  const std::vector<std::string> missing = missing_labs(chosen, classes);
  LLMSYS_CHECK(ValueError, missing.empty(), chosen.id, " has labs ", join(chosen.labs, ", "), "; results of lab ",
               join(missing, ", "), " are missing: give that folder, too");
  return chosen;
}

std::vector<Grade> compute_grades(const std::vector<ClassResults>& classes, const GradingRules& rules) {
  check_labs_once(classes);
  if (rules.course == nullptr) return without_course(classes);
  return compute_in_order(up_to(chosen_assignment(rules, classes), rules, classes), classes, rules).back().grades;
}

std::vector<AssignmentGrades> compute_all_grades(const std::vector<ClassResults>& classes, const GradingRules& rules) {
  check_labs_once(classes);
  return compute_in_order(all_with_results(rules, classes), classes, rules);
}

}  // namespace llmsys
