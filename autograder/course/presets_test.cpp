// The presets are right, and are what courses/README.md says.
#include <algorithm>
#include <filesystem>

#include "autograder/course/course.h"
#include "autograder/course/planned_labs.h"
#include "autograder/manifest/manifest.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

Course preset(const std::string& name) {
  return read_course(testing::source_root() + "/courses/" + name + ".json", testing::source_root());
}

int64_t count_kind(const Course& course, ItemKind kind) {
  return std::count_if(course.assignments.begin(), course.assignments.end(),
                       [&](const Assignment& a) { return a.kind == kind; });
}

}  // namespace

TEST_CASE("each preset is right and shown as a table") {
  int presets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testing::source_root() + "/courses")) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path());
    const Course course = read_course(entry.path().string(), testing::source_root());
    CHECK_FALSE(course.about.empty());
    CHECK(course_calendar(course).find(course.title) == 0);
    ++presets;
  }
  CHECK(presets == 5);
}

TEST_CASE("the presets have the shape that their names say") {
  const Course homeworks = preset("seven_homeworks"), quizzes = preset("quizzes_and_project");
  CHECK(count_kind(homeworks, ItemKind::homework) == 7);
  CHECK(homeworks.weight() == 100);
  CHECK(count_kind(quizzes, ItemKind::quiz) == 5);
  CHECK(count_kind(quizzes, ItemKind::project) == 2);
  const Course exams = preset("homeworks_and_exams"), seminar = preset("seminar"), alone = preset("self_study");
  CHECK(count_kind(exams, ItemKind::homework) == 4);
  CHECK(count_kind(exams, ItemKind::exam) == 2);
  CHECK(seminar.choices.at(0).take == 3);
  CHECK(std::count_if(seminar.assignments.begin(), seminar.assignments.end(),
                      [](const Assignment& a) { return a.choice == "topics"; }) == 5);
  size_t labs = 0;
  for (const Assignment& assignment : alone.assignments) labs += assignment.labs.size();
  CHECK(labs == kPlannedLabs.size());
  CHECK_FALSE(alone.start);
}

TEST_CASE("the labs that are there are planned ones") {
  for (const LabManifest& lab : find_labs(testing::source_root()))
    CHECK(kPlannedLabs.at(static_cast<size_t>(lab.number)) == lab.folder);
}

TEST_CASE("due dates are by the clocks of the course, on both sides of a change of the clocks") {
  if (!std::filesystem::exists("/usr/share/zoneinfo/America/New_York")) LLMSYS_SKIP("needs the package tzdata");
  const Course course = preset("seven_homeworks");
  CHECK(course.zone.iso(*course.at("hw1").due) == "2026-09-18T23:59:00-04:00");
  CHECK(course.zone.iso(*course.at("hw5").due) == "2026-11-13T23:59:00-05:00");
  CHECK(course.week_of(*course.at("hw5").due) == 11);
}
