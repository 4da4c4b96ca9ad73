#include "autograder/export/totals.h"

#include "autograder/export/sample_class.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// A homework of lab 0, two of three topics (labs 1 to 3), an exam, and an essay that adds to all that.
Course course_of_all() {
  const TemporaryFolder folder;
  write_file(folder.path("c.json"), R"({"format": "llmsys-course", "version": 1, "title": "T",
    "choices": [{"id": "topics", "take": 2}],
    "assignments": [
      {"id": "hw", "labs": [0], "points": 10, "weight": 40, "challenge": "counts", "due": "2026-09-10T12:00"},
      {"id": "t1", "labs": [1], "weight": 10, "choice": "topics", "challenge": "counts"},
      {"id": "t2", "labs": [2], "weight": 10, "choice": "topics", "challenge": "counts"},
      {"id": "t3", "labs": [3], "weight": 10, "choice": "topics", "challenge": "counts"},
      {"id": "exam", "kind": "exam", "points": 20, "weight": 40},
      {"id": "essay", "kind": "project", "weight": 5, "extra": true}],
    "late": {"percent": 10}})");
  return read_course(folder.path("c.json"), source_root());
}

std::vector<Score> scores_from(const std::string& content, const Course& course) {
  const TemporaryFolder folder;
  write_file(folder.path("s.csv"), content);
  return read_scores(folder.path("s.csv"), course);
}

std::vector<ClassResults> all_results() {
  StudentResult ada = student_result("7", report_of(0, 80, 0), "2026-09-11T00:00Z");
  ada.email = "Ada@u.edu";
  StudentResult again = student_result("8", report_of(1, 50, 0));  // the id is another, the e-mail the same
  again.email = "ada@u.edu";
  StudentResult best = student_result("9", report_of(2, 85, 15));
  best.email = "ada@u.edu";
  StudentResult third = student_result("10", report_of(3, 70, 0));
  third.email = "ada@u.edu";
  return {class_of(0, {ada, student_result("bob", report_of(0, 85, 15), "2026-09-10T12:00Z")}), class_of(1, {again}),
          class_of(2, {best}), class_of(3, {third})};
}

const CourseTotal& total_of(const CourseTotals& totals, const std::string& id) {
  for (const CourseTotal& student : totals.students)
    if (student.id == id) return student;
  FAIL("no total of " << id);
  return totals.students.front();
}

}  // namespace

TEST_CASE("a total adds up weights: the best of a choice, exams from scores, extras on top, lateness off") {
  const Course course = course_of_all();
  const std::vector<Score> scores = scores_from(
      "student,assignment,points\nADA@u.edu,exam,15\nada@u.edu,essay,100\nbob,exam,20\ncat,exam,10\n", course);
  const CourseTotals totals = course_totals(all_results(), {.course = &course}, scores);
  CHECK(totals.possible == 100);
  CHECK(totals.students.size() == 3);
  const CourseTotal& ada = total_of(totals, "7");
  CHECK(ada.points.at("hw") == 7);                               // 8 of 10 points, a day late
  CHECK(ada.earned == Approx(28 + 10 + 7 + 30 + 5));             // the topics with 100 and 70 points, not that with 50
  CHECK(total_of(totals, "bob").earned == Approx(40 + 0 + 40));  // exactly at the deadline; no topic
  CHECK(total_of(totals, "cat").earned == Approx(20));
  const std::string table = totals_csv(totals);
  CHECK(holds(table,
              "id,name,email,hw (10),t1 (100),t2 (100),t3 (100),exam (20),essay (100),earned,of,percent,notes\r\n"));
  CHECK(holds(table, "7,,Ada@u.edu,7,50,100,70,15,100,80,100,80,\r\n"));
  CHECK(holds(table, "cat,,,,,,,10,,20,100,20,\r\n"));
}

TEST_CASE("a total is of what is graded so far") {
  const Course course = course_of_all();
  const CourseTotals totals = course_totals({all_results()[0], all_results()[1]}, {.course = &course}, {});
  CHECK(totals.possible == 50);
  CHECK(holds(totals_csv(totals), "7,,Ada@u.edu,7,50,33,50,66,\r\n"));
}

TEST_CASE("where the grader failed there is no total") {
  const Course course = course_of_all();
  std::vector<ClassResults> results = {all_results()[0]};
  results[0].submissions[1].status = "internal";
  CHECK(holds(totals_csv(course_totals(results, {.course = &course}, {})), "bob,,,,,40,,regrade\r\n"));
}

TEST_CASE("without weights, points are the weights") {
  Course course = course_of_all();
  for (Assignment& assignment : course.assignments) assignment.weight = 0, assignment.choice.clear();
  const CourseTotals totals = course_totals({all_results()[0]}, {.course = &course}, {});
  CHECK(totals.possible == 10);
  CHECK(total_of(totals, "bob").earned == 10);
}

TEST_CASE("scores and times are checked, line by line") {
  const Course course = course_of_all();
  const std::string heading = "student,assignment,points\n";
  CHECK_THROWS_WITH(scores_from(heading + "a,exma,1\n", course),
                    Catch::Contains("line 2") && Catch::Contains("\"exam\""));
  CHECK_THROWS_WITH(scores_from(heading + "a,hw,1\n", course), Catch::Contains("hw is graded by its labs"));
  CHECK_THROWS_WITH(scores_from(heading + "a,exam,-1\n", course), Catch::Contains("from 0 on, is \"-1\""));
  CHECK_THROWS_WITH(scores_from(heading + "a,exam,nan\n", course), Catch::Contains("is \"nan\""));
  CHECK_THROWS_WITH(scores_from(heading + "a,exam,1\nA,exam,2\n", course),
                    Catch::Contains("line 3") && Catch::Contains("keep one"));
  CHECK_THROWS_WITH(scores_from(heading + ",exam,1\n", course), Catch::Contains("the student is missing"));
}

TEST_CASE("a time that the instructor knows comes before that of the submission, and lateness follows") {
  const Course course = course_of_all();
  const TemporaryFolder folder;
  write_file(folder.path("t.json"),
             R"([{"student": "BOB", "assignment": "hw", "submitted": "2026-09-12T13:00:01+01:00"}])");
  GradingRules rules{.course = &course, .assignment = "hw"};
  rules.times = read_times(folder.path("t.json"), course);
  const std::vector<ClassResults> results = all_results();
  const std::vector<Grade> grades = compute_grades(results, rules);
  CHECK(grades.at(1).result.late_seconds == 2 * 86400 + 1);
  CHECK(grades.at(1).result.final == 7);
  write_file(folder.path("t.csv"), "student,assignment,submitted\nbob,hw,yesterday\n");
  CHECK_THROWS_WITH(read_times(folder.path("t.csv"), course),
                    Catch::Contains("such as 2026-09-20T23:59, is \"yesterday\""));
}
