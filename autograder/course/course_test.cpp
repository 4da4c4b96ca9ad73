#include "autograder/course/course.h"

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

// A course of one assignment, with more of its own, and more in the course.
std::string course_text(const std::string& in_assignment, const std::string& in_course = "") {
  return R"({"format": "llmsys-course", "version": 1, "title": "T", "timezone": "+01:00", "start": "2026-09-01",
             "weeks": 10, "assignments": [{"id": "hw1", "labs": [0])" +
         in_assignment + "}]" + in_course + "}";
}

// What read_course() says about a file that holds this; empty if it is right.
std::string problems_of(const std::string& content) {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path("course.json"), content);
  try {
    static_cast<void>(read_course(folder.path("course.json"), testing::source_root()));
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

Course read(const std::string& content) {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path("course.json"), content);
  return read_course(folder.path("course.json"), testing::source_root());
}

}  // namespace

TEST_CASE("a mistake is named with its place, what is allowed, and the nearest word") {
  const std::pair<std::string, std::string> cases[] = {
      {course_text(R"(, "duee": "2026-09-09")"), R"(assignments[0].duee: there is no such key; did you mean "due"?)"},
      {course_text(R"(, "due": "tomorrow")"), R"(assignments[0].due: must be a date and time)"},
      {course_text(R"(, "due": {"week": 11, "day": "friday"})"),
       "assignments[0].due.week: must be a whole number from 1 to 10, is the number 11"},
      {course_text(R"(, "due": {"week": 1, "day": "fryday"})"), R"(did you mean "friday"?)"},
      {course_text(R"(, "due": {"day": "friday"})"), "assignments[0].due.week: is missing"},
      {course_text(R"(, "due": {"week": 1, "time": "25:00"})"), "assignments[0].due.time: must be a time of day"},
      {course_text(R"(, "opens": "2026-09-09", "due": "2026-09-08")"), "is not after it opens"},
      {course_text(R"(, "points": -1)"), "assignments[0].points: must be a number from 0.01 to"},
      {course_text(R"(, "challenge": "yes")"), "assignments[0].challenge: must be one of counts, bonus, off"},
      {course_text(R"(, "weight": 40)"), "add up to 100 percent (or be left out), they add up to 40"},
      {course_text(R"(, "choice": "x")"), R"(assignments[0].choice: there is no choice "x")"},
      {course_text("", R"(, "late": {"percent": 101})"),
       "late.percent: must be a number from 0 to 100, is the number 101"},
      {course_text("", R"(, "late": {"max_days": 1, "max_hours": 2})"), "late.max_hours: is there beside max_days"},
      {course_text("", R"(, "late": [])"), "late: must be an object {...}, is a list"},
      {course_text("", R"(, "hints": {"cost": [0, 1]})"), "hints.cost: must have 4 numbers"},
      {course_text("", R"(, "hints": {"cost": [0, 2, 1, 1]})"), "hints.cost: must not fall from one level to the next"},
      {course_text("", R"(, "grading": {"sandbox": "L4"})"), "grading.sandbox: must be one of L0, L1, L2, L3"},
      {course_text("", R"(, "breaks": [{"title": "rest"}])"), "breaks[0].week: is missing"},
      {course_text("", R"(, "timezone": "+01:00")"), R"(has the key "timezone" twice)"},
      {course_text("", R"(, "choices": [{"id": "a", "take": 2}])"),
       "choices[0].take: 2 of 0 assignments cannot be taken"}};
  for (const auto& [content, message] : cases) {
    INFO(content);
    CHECK_THAT(problems_of(content), Catch::Contains(message));
  }
}

TEST_CASE("all mistakes are told at once, with their number") {
  const std::string problems =
      problems_of(course_text(R"(, "points": 0, "kind": "exm")", R"(, "late": {"per": "week"})"));
  CHECK_THAT(problems, Catch::Contains(": 3 mistakes:"));
  CHECK_THAT(problems, Catch::Contains("assignments[0].kind") && Catch::Contains(R"(did you mean "exam"?)"));
}

TEST_CASE("a wrong start is said once, not of each week, and no key is listed twice") {
  const std::string problems = problems_of(
      R"({"format": "llmsys-course", "version": 1, "title": "T", "start": "1.9.2026", "weeks": 10, "assignments": [
        {"id": "a", "opens": {"week": 1}, "due": {"week": 2}, "dua": 1}]})");
  CHECK_THAT(problems, Catch::Contains(": 2 mistakes:") && Catch::Contains("start: must be a date"));
  CHECK_THAT(problems, Catch::Contains("column, opens, due"));
}

TEST_CASE("what is not JSON is named with line and column; a file that is not there, too") {
  CHECK_THAT(problems_of("{\n  \"title\": }"), Catch::Contains("line 2, column 12"));
  CHECK_THAT(problems_of("[]"), Catch::Contains("the file: must be an object"));
  CHECK_THAT(problems_of(""), Catch::Contains("this is not JSON"));
  CHECK_THROWS_WITH(read_course("/nowhere.json", ""), Catch::Contains("cannot read the course file /nowhere.json"));
  CHECK_THROWS_WITH(read_course("/", ""), Catch::Contains("cannot read the course file /;"));
}

TEST_CASE("a lab may be named once, and must be planned") {
  CHECK_THAT(problems_of(course_text(R"(}, {"id": "hw1", "labs": [24, 1.5, 2, 2])")),
             Catch::Contains("assignments[1].labs[0]: must be the number of a lab, 0 to 23, is the number 24") &&
                 Catch::Contains("labs[1]: must be") && Catch::Contains("labs[3]: lab 2 is there twice"));
  CHECK_THAT(problems_of(course_text(R"(}, {"id": "hw1", "labs": [0])")),
             Catch::Contains(R"(assignments[1].id: "hw1" is also the id of assignments[0])") &&
                 Catch::Contains(R"(assignments[1].labs: lab 0 belongs to "hw1" already)"));
}

TEST_CASE("dates are local, exact with an offset, or in a week") {
  const Course course = read(course_text(R"(, "opens": "2026-09-01", "due": {"week": 2, "day": "friday"}},
    {"id": "b", "due": "2026-09-30T12:00-07:00"}, {"id": "c", "due": "2026-09-30T12:00")"));
  CHECK(course.zone.iso(*course.at("hw1").opens) == "2026-09-01T00:00:00+01:00");
  CHECK(course.zone.iso(*course.at("hw1").due) == "2026-09-11T23:59:00+01:00");
  CHECK(iso_text(*course.at("b").due) == "2026-09-30T19:00:00+00:00");
  CHECK(iso_text(*course.at("c").due) == "2026-09-30T11:00:00+00:00");
  CHECK_THROWS_WITH(course.at("hw2"), Catch::Contains(R"(did you mean "hw1"?)"));
}

TEST_CASE("what is allowed but worth a look is a remark") {
  const Course course = read(course_text(R"(}, {"id": "hw2", "labs": [4, 23], "due": {"week": 5})",
                                         R"(, "breaks": [{"week": 5, "title": "rest"}])"));
  const std::string shown = course_calendar(course);
  CHECK_THAT(shown, Catch::Contains("not there yet, so not graded yet: lab 23_capstone (hw2)"));
  CHECK_THAT(shown, Catch::Contains("builds on 01_autodiff, which no earlier assignment has"));
  CHECK_THAT(shown, Catch::Contains("hw2: is due in week 5, rest"));
}
