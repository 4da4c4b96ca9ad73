#include "autograder/export/gradebook.h"

#include <algorithm>

#include "autograder/export/sample_class.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const std::string kCanvas =
    "\xEF\xBB\xBFStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (12345),Homework 2 (12346),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,100,50,(read only)\r\n"
    "\"Lovelace, Ada\",101,u1,ada,S1,85.00,\"7\",=1+1\r\n"
    "\"Hopper, Grace\",102,u2,grace,S1,,,\r\n"
    "\"Turing, Alan\",103,u3,alan,\"S1, S2\",12,,\r\n"
    "\"Student, Test\",999,,t,S1,,,\r\n";

const std::string kMoodle =
    "\xEF\xBB\xBFIdentifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\","
    "\"Last modified (grade)\",\"Feedback comments\"\n"
    "\"Participant 7\",\"Ada Lovelace\",ada@u.edu,\"Submitted for grading\",,100.00,Yes,-,\n"
    "\"Participant 8\",\"Grace Hopper\",grace@u.edu,\"No submission\",50.00,100.00,Yes,-,\"Well done\"\n"
    "\"Participant 9\",\"Alan Turing\",alan@u.edu,x,,100.00,No,-,\n";

GradebookOptions column(const std::string& name) {
  GradebookOptions options;
  options.column = name;
  return options;
}

bool mentions(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return holds(line, part); });
}

}  // namespace

TEST_CASE("Canvas: one cell changes, every other byte stays") {
  const Gradebook book = fill_canvas(kCanvas, {grade_of("102", 92.5)}, column("Homework 1"));
  std::string expected = kCanvas;
  expected.replace(expected.find("grace,S1,,"), 10, "grace,S1,92.5,");
  CHECK(book.file == expected);
  REQUIRE(book.changes.size() == 1);
  CHECK(book.changes[0].student == "Hopper, Grace");
  CHECK(book.no_submission == std::vector<std::string>{"Lovelace, Ada", "Turing, Alan", "Student, Test"});
}

TEST_CASE("Canvas: the same grade, written differently, is left as it is") {
  const Gradebook book = fill_canvas(kCanvas, {grade_of("ada", 85)}, column("12345"));
  CHECK(book.file == kCanvas);
  CHECK(book.unchanged == 1);
}

TEST_CASE("Canvas: filling in twice changes nothing the second time") {
  const std::vector<Grade> grades = {grade_of("u1", 1.25), grade_of("grace", 2), grade_of("x", 3, "Alan Turing")};
  const Gradebook once = fill_canvas(kCanvas, grades, column("Homework 1 (12345)"));
  CHECK(once.changes.size() == 3);
  const Gradebook twice = fill_canvas(once.file, grades, column("Homework 1 (12345)"));
  CHECK(twice.file == once.file);
  CHECK(twice.unchanged == 3);
}

TEST_CASE("Canvas: a column that is not there is refused, with the nearest; so is one that takes no grade") {
  CHECK_THROWS_WITH(fill_canvas(kCanvas, {}, column("Homework 3")),
                    Catch::Contains("has no assignment \"Homework 3\"; did you mean"));
  CHECK_THROWS_WITH(fill_canvas(kCanvas, {}, column("Final Score")), Catch::Contains("Canvas would make a new one"));
  CHECK_THROWS_WITH(fill_canvas("a,b\n", {}, column("x")), Catch::Contains("no export of Canvas"));
  CHECK_THROWS_WITH(fill_canvas("Student,ID,X (1)\nA,1,\n", {}, column("X")),
                    Catch::Contains("no row \"Points Possible\""));
  CHECK_THROWS_WITH(fill_canvas("Student,ID,X (1),X (2)\nPoints Possible,,1,1\n", {}, column("X")),
                    Catch::Contains("name of 2"));
}

TEST_CASE("points that differ are refused, or scaled") {
  GradebookOptions options = column("Homework 2");
  CHECK_THROWS_WITH(fill_canvas(kCanvas, {grade_of("102", 80)}, options),
                    Catch::Contains("out of 50 points, the assignment out of 100"));
  options.scale = true;
  CHECK(fill_canvas(kCanvas, {grade_of("102", 80)}, options).changes.at(0).after == "40");
}

TEST_CASE("what cannot be matched for sure is left alone, and reported") {
  std::vector<Grade> grades = {grade_of("101", 1), grade_of("grace", 2, "Ada Lovelace"),
                               grade_of("nobody", 3, "No Body")};
  grades.push_back(grade_of("ada", 4));  // 101 and ada are the same row
  const Gradebook book = fill_canvas(kCanvas, grades, column("Homework 1"));
  CHECK(mentions(book.remarks, "Lovelace, Ada: fits 2 submissions"));
  CHECK(mentions(book.no_row, "nobody (No Body)"));
  CHECK(book.changes.size() == 1);
  CHECK(holds(gradebook_report(book, true), "Hopper, Grace: (empty) -> 2\n1 grades changed"));
}

TEST_CASE("a submission that fits two rows goes into neither") {
  const Gradebook book = fill_canvas(kCanvas, {grade_of("101", 9, "Turing, Alan", "alan")}, column("Homework 1"));
  CHECK(book.file == kCanvas);
  CHECK(mentions(book.remarks, "Lovelace, Ada: submission 101 fits other rows, too"));
  CHECK(mentions(book.remarks, "Turing, Alan: submission 101 fits other rows, too"));
}

TEST_CASE("a match by name only is said; two of one name are none") {
  const Gradebook book = fill_canvas(kCanvas, {grade_of("z", 5, "alan  turing")}, column("Homework 1"));
  CHECK(mentions(book.remarks, "Turing, Alan: matched by name only"));
  CHECK(book.changes.at(0).after == "5");
  const std::vector<Grade> twins = {grade_of("y", 5, "Alan Turing"), grade_of("z", 6, "Alan Turing")};
  CHECK(fill_canvas(kCanvas, twins, column("Homework 1")).changes.empty());
}

TEST_CASE("a failure of the grader changes no grade") {
  std::vector<Grade> grades = {grade_of("101", 0)};
  grades[0].withheld = true;
  const Gradebook book = fill_canvas(kCanvas, grades, column("Homework 1"));
  CHECK(book.file == kCanvas);
  CHECK(mentions(book.remarks, "the grader failed"));
}

TEST_CASE("an excuse of Canvas stays, whatever was handed in") {
  std::string excused = kCanvas;
  excused.replace(excused.find("S1,85.00"), 8, "S1,EX");
  GradebookOptions options = column("Homework 1");
  options.zero_missing = true;
  for (const std::vector<Grade>& grades : {std::vector{grade_of("101", 5)}, std::vector<Grade>{}}) {
    const Gradebook book = fill_canvas(excused, grades, options);
    CHECK(holds(book.file, "ada,S1,EX,"));
    CHECK(mentions(book.remarks, "Lovelace, Ada: has \"EX\" in the place of a grade, which stays"));
  }
}

TEST_CASE("no 0 goes into a row that is left alone because it fits two submissions") {
  GradebookOptions options = column("Homework 1");
  options.zero_missing = true;
  const Gradebook book = fill_canvas(kCanvas, {grade_of("101", 1), grade_of("ada", 4)}, options);
  CHECK(holds(book.file, "ada,S1,85.00,"));
  CHECK_FALSE(mentions(book.no_submission, "Lovelace"));
}

TEST_CASE("students without a submission get 0 only if that is asked for") {
  GradebookOptions options = column("Homework 1");
  options.zero_missing = true;
  CHECK(fill_canvas(kCanvas, {grade_of("101", 85)}, options).changes.size() == 3);
}

TEST_CASE("Moodle: grade and comment of one row change, a colleague's comment and a locked grade do not") {
  const std::vector<Grade> grades = {grade_of("7", 92.5), grade_of("Participant 8", 60), grade_of("9", 1)};
  const Gradebook book = fill_moodle(kMoodle, grades, {});
  CHECK(holds(book.file, "ada@u.edu,\"Submitted for grading\",92.5,100.00,Yes,-,Lab grader: 92.5 of 100 points\n"));
  CHECK(holds(book.file, "\"No submission\",60,100.00,Yes,-,\"Well done\"\n"));
  CHECK(holds(book.file, "alan@u.edu,x,,100.00,No,-,\n"));
  CHECK(mentions(book.remarks, "comment of somebody else"));
  CHECK(mentions(book.remarks, "cannot be changed"));
  CHECK(fill_moodle(book.file, grades, {}).file == book.file);
}

TEST_CASE("Moodle: semicolons and decimal commas stay") {
  const std::string german = "Identifier;\"Full name\";Grade;\"Maximum Grade\"\r\n\"Participant 7\";Ada;;100,00\r\n";
  const Gradebook book = fill_moodle(german, {grade_of("7", 92.5)}, {});
  CHECK(book.file == "Identifier;\"Full name\";Grade;\"Maximum Grade\"\r\n\"Participant 7\";Ada;92,5;100,00\r\n");
  CHECK_THROWS_WITH(fill_moodle("Kennung,Bewertung\n", {}, {}),
                    Catch::Contains("no grading worksheet") && Catch::Contains("--column"));
}

TEST_CASE("Moodle: headings of another language, where the column of grades is named") {
  const std::string german =
      "Identifikation;\"Vollständiger Name\";Bewertung;Bestwertung\n\"Teilnehmer/in1234567\";Ada;;100,00\n";
  const Gradebook book = fill_moodle(german, {grade_of("1234567", 92.5)}, column("Bewertung"));
  CHECK(holds(book.file, "\"Teilnehmer/in1234567\";Ada;92,5;100,00\n"));
  CHECK_THROWS_WITH(fill_moodle(german, {}, {}), Catch::Contains("name the column of grades by --column"));
  CHECK_THROWS_WITH(fill_moodle("Name;Note\nAda;\n", {}, column("Note")), Catch::Contains("no grading worksheet"));
}

TEST_CASE("a comment tells how the grade came about, in words of ours only") {
  Grade grade = grade_of("7", 80, "=Ada");
  grade.result.raw = 90, grade.result.penalty = 10, grade.result.late_seconds = 86400, grade.result.tokens = 1;
  CHECK(grade_comment(grade, {}) == "Lab grader: 90 of 100 points; 1 day late; 1 token spent; 10 taken off; 80 count");
}
