#include "autograder/export/grades.h"

#include "autograder/export/sample_class.h"
#include "autograder/export/tables.h"
#include "autograder/export/tokens.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Two homeworks, due at noon UTC on September 10 and 20.
Course course_with(const LatePolicy& late) {
  Course course;
  course.path = "course.json";
  for (const auto& [id, labs, due] : {std::tuple{"hw1", std::vector<int>{0}, "2026-09-10T12:00Z"},
                                      std::tuple{"hw2", std::vector<int>{1, 2}, "2026-09-20T12:00Z"}}) {
    Assignment assignment;
    assignment.id = id;
    assignment.labs = labs;
    assignment.due = parse_moment(due);
    course.assignments.push_back(assignment);
  }
  course.late = late;
  return course;
}

std::vector<ClassResults> results_of(const std::string& hw1, const std::string& hw2) {
  return {class_of(0, {student_result("ada", report_of(0, 85, 0), hw1)}),
          class_of(1, {student_result("ada", report_of(1, 85, 15), hw2)}),
          class_of(2, {student_result("ada", report_of(2, 0, 0), hw2)})};
}

Grade grade_for(const std::vector<Grade>& grades, const std::string& id) {
  for (const Grade& grade : grades)
    if (grade.id == id) return grade;
  FAIL("no grade of " << id);
  return {};
}

Course read_course_text(const std::string& content) {
  const TemporaryFolder folder;
  write_file(folder.path("c.json"), content);
  return read_course(folder.path("c.json"), source_root());
}

std::vector<Extension> extensions_from(const std::string& content, const Course& course, const char* name = "e.csv") {
  const TemporaryFolder folder;
  write_file(folder.path(name), content);
  return read_extensions(folder.path(name), course);
}

const LatePolicy kTokens{.percent = 10, .tokens = {.count = 2, .hours = 24, .per_assignment = 2}};

}  // namespace

TEST_CASE("challenges count, add, or are not looked at") {
  const GradeReport report = report_of(0, 68, 15);
  CHECK(score_of(report, Challenge::counts) == 0.83);
  CHECK(score_of(report, Challenge::bonus) == Approx(83.0 / 85));
  CHECK(score_of(report, Challenge::off) == 0.8);
  CHECK(score_of(report_of(0, 85, 15), Challenge::bonus) > 1);
  CHECK(score_of(GradeReport{}, Challenge::counts) == 0);
}

TEST_CASE("without a course points are as they are") {
  const std::vector<ClassResults> classes = {class_of(0, {student_result("ada", report_of(0, 60, 5))})};
  const std::vector<Grade> grades = compute_grades(classes, {});
  CHECK(grades.at(0).result.final == 65);
  CHECK(grades.at(0).max == 100);
}

TEST_CASE("the labs of an assignment count equally; a missing one is 0 and is said") {
  const Course course = course_with({});
  std::vector<ClassResults> classes = results_of("2026-09-10T12:00Z", "2026-09-20T12:00Z");
  GradingRules rules{.course = &course, .assignment = "hw2", .extensions = {}, .groups = {}, .without_earlier = false};
  CHECK(compute_grades(classes, rules).at(0).result.final == 58.82);
  classes[2].submissions.clear();
  const Grade grade = compute_grades(classes, rules).at(0);
  CHECK(holds(join(grade.notes, ";"), "1 of 2 labs without a result"));
}

TEST_CASE("results that are missing are named") {
  const Course course = course_with(kTokens);
  std::vector<ClassResults> classes = results_of("", "");
  GradingRules rules{.course = &course, .assignment = "hw2", .extensions = {}, .groups = {}, .without_earlier = false};
  classes.erase(classes.begin());
  CHECK_THROWS_WITH(compute_grades(classes, rules), Catch::Contains("tokens may have been spent on hw1"));
  rules.without_earlier = true;
  CHECK_NOTHROW(compute_grades(classes, rules));
  classes.pop_back();
  CHECK_THROWS_WITH(compute_grades(classes, rules), Catch::Contains("results of lab 2 are missing"));
  rules.assignment = "hw3";
  CHECK_THROWS_WITH(compute_grades(classes, rules), Catch::Contains("did you mean"));
}

TEST_CASE("tokens that an earlier assignment took are gone, however often grades are computed") {
  const Course course = course_with(kTokens);
  const std::vector<ClassResults> classes = results_of("2026-09-12T11:00Z", "2026-09-21T11:00Z");
  const GradingRules rules{
      .course = &course, .assignment = "hw2", .extensions = {}, .groups = {}, .without_earlier = false};
  GradingRules first = rules;
  first.assignment = "hw1";
  for (int again = 0; again < 3; ++again) {
    CHECK(compute_grades(classes, first).at(0).result.tokens == 2);
    const Grade grade = compute_grades(classes, rules).at(0);
    CHECK(grade.result.tokens == 0);
    CHECK(grade.result.penalty == Approx(10).margin(0.01));
  }
}

TEST_CASE("an extension moves the due date, and may keep tokens; then nothing of the old penalty is left") {
  const Course course = course_with(kTokens);
  const std::vector<ClassResults> classes = results_of("2026-09-12T11:00Z", "");
  GradingRules rules{.course = &course, .assignment = "hw1", .extensions = {}, .groups = {}, .without_earlier = false};
  rules.extensions = extensions_from("student,assignment,tokens\n ADA ,hw1,0\n", course);
  CHECK(compute_grades(classes, rules).at(0).result.final == 80);
  rules.extensions = extensions_from("student,assignment,days,reason\nada,hw1,2,ill\n", course);
  const Grade grade = compute_grades(classes, rules).at(0);
  CHECK(grade.result.final == 100);
  CHECK(grade.result.tokens == 0);
  CHECK(holds(join(grade.notes, ";"), "extension: ill"));
}

TEST_CASE("extensions come from CSV and JSON; days are days of the calendar") {
  const Course course = read_course_text(R"({"format": "llmsys-course", "version": 1, "title": "T", "timezone":
    "America/New_York", "assignments": [{"id": "hw1", "labs": [0], "due": "2026-10-31T23:59"}]})");
  const auto csv = extensions_from("student;assignment;days\nada;hw1;1\n", course);
  const auto json = extensions_from(R"([{"student": "ada", "assignment": "hw1", "days": 1}])", course, "e.json");
  CHECK(course.zone.iso(*csv.at(0).due) == "2026-11-01T23:59:00-05:00");
  CHECK(csv[0].due == json.at(0).due);
  const auto exact = extensions_from("student,assignment,due\nada,hw1,2026-11-02T08:00\n", course);
  CHECK(course.zone.iso(*exact.at(0).due) == "2026-11-02T08:00:00-05:00");
}

TEST_CASE("mistakes in an extensions file are named with their line") {
  const Course course = course_with({});
  const std::pair<const char*, const char*> cases[] = {
      {"student,assignment,day\n", "e.csv, line 1: there is no column \"day\"; did you mean \"days\"?"},
      {"student,assignment,days\n\nada,hw3,1\n", "line 3: the course has no assignment \"hw3\"; did you mean"},
      {"student,assignment,days\nada,hw1,two\n", "days must be a whole number, is \"two\""},
      {"student,assignment,days,hours\nada,hw1,1,1\n", "give one of due, days and hours"},
      {"student,assignment,due\nada,hw1,tomorrow\n", "due must be a date and time"},
      {"student,assignment,days\n,hw1,1\n", "the student is missing"},
      {"student,assignment,reason\nada,hw1,x\n", "gives neither due"},
      {"student,assignment,days\nada,hw1,1\nAda,hw1,2\n", "line 3: ada has an extension of hw1 already"}};
  for (const auto& [content, message] : cases) {
    INFO(content);
    CHECK_THROWS_WITH(extensions_from(content, course), Catch::Contains(message));
  }
}

TEST_CASE("a group has the tokens of the member with fewest, pays once, and shares its submission") {
  const Course course = course_with(kTokens);
  std::vector<ClassResults> classes = results_of("2026-09-11T11:00Z", "2026-09-22T11:00Z");
  classes[0].submissions.push_back(student_result("bob", report_of(0, 85, 0), "2026-09-11T11:00Z"));
  GradingRules rules{.course = &course, .assignment = "hw1", .extensions = {}, .groups = {}, .without_earlier = false};
  rules.groups = {{"ada", "bob", "eve"}};
  const std::vector<Grade> first = compute_grades(classes, rules);
  CHECK(grade_for(first, "bob").result.tokens == 1);
  CHECK(grade_for(first, "eve").result.final == grade_for(first, "ada").result.final);
  CHECK(holds(join(grade_for(first, "eve").notes, ";"), "in a group with"));
  rules.assignment = "hw2";
  CHECK(grade_for(compute_grades(classes, rules), "ada").result.tokens == 1);  // two are needed, one is left
}

TEST_CASE("a student is the same by e-mail where ids differ") {
  const Course course = course_with({});
  std::vector<ClassResults> classes = results_of("", "");
  classes[1].submissions[0].id = "Participant 1", classes[2].submissions[0].id = "Participant 2";
  classes[1].submissions[0].email = "Ada@u.edu", classes[2].submissions[0].email = "ada@u.edu";
  const GradingRules rules{
      .course = &course, .assignment = "hw2", .extensions = {}, .groups = {}, .without_earlier = false};
  CHECK(compute_grades(classes, rules).size() == 1);
}

TEST_CASE("no lab and no submission counts twice") {
  std::vector<ClassResults> classes = {
      class_of(0, {student_result("ada", report_of(0, 60, 0)), student_result("ada", report_of(0, 20, 0))})};
  const std::vector<Grade> grades = compute_grades(classes, {});
  REQUIRE(grades.size() == 2);
  CHECK(grades[0].result.final == 60);
  CHECK(holds(join(grades[1].notes, ";"), "another submission"));
  classes.push_back(classes[0]);
  const Course course = course_with({});
  const GradingRules rules{
      .course = &course, .assignment = "hw1", .extensions = {}, .groups = {}, .without_earlier = false};
  CHECK_THROWS_WITH(compute_grades(classes, rules), Catch::Contains("lab 0 is in"));
}

TEST_CASE("an extension for nobody is told") {
  const Course course = course_with({});
  GradingRules rules{.course = &course, .assignment = "hw1", .extensions = {}, .groups = {}, .without_earlier = false};
  rules.extensions = extensions_from("student,assignment,days\nada,hw1,1\njnae,hw1,1\neve,hw2,1\n", course);
  const std::vector<ClassResults> classes = results_of("", "");
  CHECK(unused_extensions(compute_grades(classes, rules), course.at("hw1"), rules) == std::vector<std::string>{"jnae"});
}

TEST_CASE("a roster of GitHub Classroom gives accounts their ids") {
  const TemporaryFolder folder;
  write_file(folder.path("r.csv"),
             "\"identifier\",\"github_username\",\"github_id\"\n\"ada@u.edu\",\"AdaL\",\"1\"\n\"b\",\"\",\"\"\n");
  CHECK(read_roster(folder.path("r.csv")) == std::map<std::string, std::string>{{"adal", "ada@u.edu"}});
  write_file(folder.path("m.csv"), "Identifier,Email address\nParticipant 12,joe@u.edu\nx,y\n");
  CHECK(read_roster(folder.path("m.csv")) == std::map<std::string, std::string>{{"12", "joe@u.edu"}});
  write_file(folder.path("r.csv"), "name\n");
  CHECK_THROWS_WITH(read_roster(folder.path("r.csv")), Catch::Contains("neither a roster of GitHub Classroom"));
}

TEST_CASE("the table of grades: raw - penalty = final, no formulas, nothing for a failure of the grader") {
  const Course course = course_with({.percent = 10});
  std::vector<ClassResults> classes = results_of("2026-09-11T11:00Z", "");
  classes[0].submissions[0].name = "=HYPERLINK(\"x\")";
  classes[0].submissions.push_back(student_result("bob", report_of(0, 80, 0)));
  classes[0].submissions[1].report->tests[0].status = Status::internal;
  const GradingRules rules{
      .course = &course, .assignment = "hw1", .extensions = {}, .groups = {}, .without_earlier = false};
  const std::string table = grades_csv(compute_grades(classes, rules), Detail::tests);
  CHECK(holds(table, "notes,lab00 1 a (85),lab00 1 b (15)\r\n"));
  CHECK(holds(table,
              "ada,\"'=HYPERLINK(\"\"x\"\")\",,graded,2026-09-11T11:00:00+00:00,2026-09-10T12:00:00+00:00,23 "
              "h,100,100,10,90,"));
  CHECK(holds(table, "bob,,,regrade,,2026-09-10T12:00:00+00:00,,,100,,,"));
}

TEST_CASE("pages: a report for each student, an index that links them, nothing that runs") {
  std::vector<ClassResults> classes = {class_of(0, {student_result("a/../<b>", report_of(0, 80, 0))})};
  StudentResult none;
  none.id = "index", none.status = "bad_archive", none.message = "<script>";
  classes[0].submissions.push_back(none);
  const auto pages = grade_pages(classes[0], compute_grades(classes, {}), 2);
  CHECK(pages.size() == 3);
  CHECK(pages.contains("reports/a%2f..%2f%3cb%3e.html"));
  CHECK(holds(pages.at("index.html"), "href=\"reports/a%252f..%252f%253cb%253e.html\""));
  for (const auto& [name, page] : pages) CHECK_FALSE(holds(page, "<script"));
}

TEST_CASE("names of files are safe, and different for different ids") {
  CHECK(file_name("..") == "%2e.");
  CHECK(file_name("a b") != file_name("a_b"));
  CHECK(file_name("").size() == 1);
  CHECK(file_name("jane.doe@u.edu") == "jane.doe@u.edu");
}
