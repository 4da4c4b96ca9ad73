// What holds between the parts of a course file.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "autograder/course/course_reader.h"
#include "autograder/course/planned_labs.h"
#include "autograder/manifest/manifest.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

using Problems = std::vector<std::string>;

std::string path_of(size_t assignment, const char* key) { return text("assignments[", assignment, "].", key, ": "); }

void check_ids(const Course& course, Problems& problems) {
  std::map<std::string, size_t> seen;
  for (size_t i = 0; i < course.assignments.size(); ++i) {
    const auto [at, fresh] = seen.emplace(course.assignments[i].id, i);
    if (!fresh)
      problems.push_back(path_of(i, "id") +
                         text("\"", at->first, "\" is also the id of assignments[", at->second, "]"));
  }
  std::set<std::string> choices;
  for (size_t i = 0; i < course.choices.size(); ++i)
    if (!choices.insert(course.choices[i].id).second)
      problems.push_back(text("choices[", i, "].id: \"", course.choices[i].id, "\" is there twice"));
}

void check_choices(const Course& course, Problems& problems) {
  std::vector<std::string> ids;
  for (const Choice& choice : course.choices) ids.push_back(choice.id);
  for (size_t i = 0; i < course.assignments.size(); ++i) {
    const std::string& id = course.assignments[i].choice;
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end())
      problems.push_back(path_of(i, "choice") +
                         text("there is no choice \"", id, "\" in \"choices\"", did_you_mean(id, ids)));
  }
  for (size_t c = 0; c < course.choices.size(); ++c) {
    std::vector<double> weights;
    for (const Assignment& assignment : course.assignments)
      if (assignment.choice == course.choices[c].id) weights.push_back(assignment.weight);
    if (static_cast<int>(weights.size()) < course.choices[c].take)
      problems.push_back(text("choices[", c, "].take: ", course.choices[c].take, " of ", weights.size(),
                              " assignments cannot be taken"));
    if (!weights.empty() &&
        std::count(weights.begin(), weights.end(), weights[0]) != static_cast<int64_t>(weights.size()))
      problems.push_back(
          text("choices[", c, "]: its assignments must all have the same weight, have ", join(weights, ", ")));
  }
}

void check_weights(const Course& course, Problems& problems) {
  const double sum = course.weight();
  if (sum != 0 && std::abs(sum - 100) > 1e-6)
    problems.push_back(text("assignments: the weights must add up to 100 percent (or be left out), they add up to ",
                            sum, course.choices.empty() ? "" : "; of a choice, as many count as are taken"));
}

// A lab in two assignments would be graded twice; one choice may share a lab with another.
void check_labs(Course& course, const std::string& root, Problems& problems) {
  std::map<int, size_t> first;
  std::vector<std::string> absent;
  for (size_t i = 0; i < course.assignments.size(); ++i) {
    for (const int lab : course.assignments[i].labs) {
      const auto [at, fresh] = first.emplace(lab, i);
      if (!fresh && course.assignments[i].choice.empty())
        problems.push_back(path_of(i, "labs") +
                           text("lab ", lab, " belongs to \"", course.assignments[at->second].id, "\" already"));
      if (!std::filesystem::exists(text(root, "/labs/", kPlannedLabs.at(static_cast<size_t>(lab)), "/lab.json")))
        absent.push_back(text(kPlannedLabs.at(static_cast<size_t>(lab)), " (", course.assignments[i].id, ")"));
    }
  }
  if (!absent.empty()) course.remarks.push_back(text("not there yet, so not graded yet: lab ", join(absent, ", ")));
}

// Whether a lab builds on one that no assignment has by then.
void remark_on_order(Course& course, const std::string& root) {
  std::set<std::string> done;
  std::vector<LabManifest> labs = find_labs(root);
  for (const Assignment& assignment : course.assignments) {
    for (const int number : assignment.labs) done.emplace(kPlannedLabs.at(static_cast<size_t>(number)));
    for (const LabManifest& lab : labs) {
      if (std::find(assignment.labs.begin(), assignment.labs.end(), lab.number) == assignment.labs.end()) continue;
      for (const std::string& needed : lab.requires_)
        if (!done.contains(needed))
          course.remarks.push_back(text(assignment.id, ": lab ", lab.folder, " builds on ", needed,
                                        ", which no earlier assignment has: students get it from the solutions"));
    }
  }
}

void remark_on_dates(Course& course) {
  for (const Assignment& assignment : course.assignments) {
    if (!assignment.due || !course.start) continue;
    const int week = course.week_of(*assignment.due);
    if (week < 1 || week > course.weeks)
      course.remarks.push_back(
          text(assignment.id, ": is due outside of the course, in week ", week, " of ", course.weeks));
    for (const Break& rest : course.breaks)
      if (rest.week == week) course.remarks.push_back(text(assignment.id, ": is due in week ", week, ", ", rest.title));
  }
}

}  // namespace

void check_course(Course& course, const std::string& root, Problems& problems) {
  check_ids(course, problems);
  check_choices(course, problems);
  check_weights(course, problems);
  check_labs(course, root, problems);
  remark_on_order(course, root);
  remark_on_dates(course);
}

}  // namespace llmsys
