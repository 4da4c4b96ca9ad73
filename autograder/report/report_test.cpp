#include "autograder/report/report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "autograder/report/sample_report.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;
using Json = nlohmann::json;

namespace {

Json json_at(int hint) {
  GradeReport report = sample_report();
  report.sandbox = "L0";
  report.tests[1].timings = {{"merge", 1.25, 1.125, 1.5, 9, true, "noisy"}};
  return Json::parse(json_report(report, hint));
}

}  // namespace

TEST_CASE("the terminal's report says what passed, what did not and why, and where to go on") {
  GradeReport report = sample_report();
  report.compared = true;
  report.difference = 5;
  report.changes = {"7.1 bytes now passes"};
  CHECK(terminal_report(report, 3, false) == R"(Lab 07  Memory <and> time

  7.1  Split & merge                                  9/9
    PASS       example       4/4    what holds
    PASS       bytes         5/5    what holds
  7.2  Free lists                                     0/8
    FAIL       example       0/3    what holds
               y[1]: got 2, want 3
               Look at: the first intermediate that differs is blocks
               Likely cause: you start at 1 & stop early
               Handout: labs/07_memory/README.md:42
               Your program printed: a <b>bold</b> line?[31m ?
    FAIL       property      0/3    what holds
               the same as above
    CRASH      edges         0/2    what holds
               SIGSEGV: a null pointer was used
    NOT-GRADED hidden        0/2    what holds
               your instructor's copy has this test
  7.3  Streams                                        0/6
    to do      labs/07_memory/streams.cpp
  7.4  Peaks                                          0/5
    BUILD      none of its tests can run
               the file does not compile:
               peaks.cpp:3: error: no ';'

The compiler warns:
split.cpp:9: warning: unused
  Points 9/28   core 4/17   counter 5/5   challenge 0/6
  +5 since the last run: 7.1 bytes now passes
  Next: task 7.2, Free lists. Edit labs/07_memory/free_list.cpp and run ./lab grade 7 --task 7.2
  1.9 s, seed 77, unofficial: no sandbox (L0)
)");
}

TEST_CASE("each hint level tells one thing more") {
  const GradeReport report = sample_report();
  const char* words[] = {"y[1]: got 2", "Look at: ", "Likely cause: ", "README.md:42"};
  for (int hint = 0; hint <= 3; ++hint)
    for (int level = 0; level <= 3; ++level)
      CHECK(contains(terminal_report(report, hint, false), words[level]) == (level <= hint));
  CHECK(contains(terminal_report(report, 1, false), "Stuck? Add --hint 2, or read labs/07_memory/README.md#lab07_f"));
}

TEST_CASE("colour is in escapes only where it is wanted, and a student's bytes never bring their own") {
  CHECK_FALSE(contains(terminal_report(sample_report(), 3, false), "\x1b"));
  const std::string colored = terminal_report(sample_report(), 3, true);
  CHECK(contains(colored, "\x1b[32mPASS       \x1b[0m"));
  CHECK(contains(colored, "\x1b[31mFAIL       \x1b[0m"));
  CHECK_FALSE(contains(colored, "line\x1b[31m"));
}

TEST_CASE("the JSON report has the documented fields, all of them and no other") {
  const Json json = json_at(3);
  CHECK(json["format"] == "llmsys-grade");
  CHECK(json["version"] == 1);
  CHECK(json["lab"] == "lab07");
  CHECK(json["title"] == "Memory <and> time");
  CHECK(json["points"] == 9);
  CHECK(json["max_points"] == 28);
  CHECK(json["seed"] == 77);
  CHECK(json["duration"] == 1.98);
  CHECK(json["warnings"].size() == 1);
  CHECK(json["tests"].size() == 8);
  CHECK(json["sandbox"] == "L0");
  CHECK(json["official"] == false);
  CHECK(json.size() == 13);
  const std::string document = read_file(source_root() + "/docs/report_json.md");
  for (const auto& [name, value] : json.items()) CHECK(contains(document, "`" + name + "`"));
  for (const Json& test : json["tests"]) {
    CHECK(test.size() == 16);
    for (const auto& [name, value] : test.items()) CHECK(contains(document, "`" + name + "`"));
  }
  const Json& test = json["tests"][2];
  CHECK(test["name"] == "example: what holds");
  CHECK(test["task"] == "7.2");
  CHECK(test["rung"] == "example");
  CHECK(test["kind"] == "core");
  CHECK(test["status"] == "FAIL");
  CHECK(test["points"] == 0);
  CHECK(test["max_points"] == 3);
  CHECK(test["message"] == "lab07 task 7.2: y[1]: got 2, want 3");
  CHECK(test["output"] == "a <b>bold</b> line\x1b[31m \uFFFD\n");
  CHECK(test["duration"] == 0.25);
  CHECK(json["tests"][1]["kind"] == "counter");
  const Json timing = json["tests"][1]["timings"][0];
  CHECK(timing["ratio"] == 1.25);
  for (const auto& [name, value] : timing.items()) CHECK(contains(document, "`" + name + "`"));
  CHECK(json["tests"][5]["status"] == "NOT-GRADED");
}

TEST_CASE("every report says what kept the student's code apart, and that without it the grade is unofficial") {
  GradeReport report = sample_report();
  CHECK(contains(terminal_report(report, 0, false), "unofficial: no sandbox (L0)"));
  CHECK(contains(html_report(report, 0), "unofficial: no sandbox (L0)"));
  report.sandbox = "L2";
  CHECK(report.official());
  CHECK(contains(terminal_report(report, 0, false), "sandbox L2: bubblewrap"));
  CHECK(contains(html_report(report, 0), "sandbox L2: bubblewrap"));
  CHECK_FALSE(contains(html_report(report, 0), "unofficial"));
}

TEST_CASE("the JSON report tells a mistake as far as the hint level goes") {
  for (int hint = 0; hint <= 3; ++hint) {
    const Json test = json_at(hint)["tests"][2];
    CHECK(test["probe"].get<std::string>().empty() == (hint < 1));
    CHECK(test["diagnosis"].get<std::string>().empty() == (hint < 2));
    CHECK(test["cause"].get<std::string>().empty() == (hint < 2));
    CHECK(test["handout_line"] == (hint < 3 ? 0 : 42));
  }
}

TEST_CASE("an instructor's seed is in no report") {
  GradeReport report = sample_report();
  report.seed_shown = false;
  CHECK_FALSE(Json::parse(json_report(report, 3)).contains("seed"));
  CHECK_FALSE(contains(terminal_report(report, 3, false), "77"));
  CHECK_FALSE(contains(html_report(report, 3), "seed"));
}

TEST_CASE("what was measured is shown, of a test that passed too") {
  GradeReport report = sample_report();
  report.tests[1].timings = {
      {.what = "split", .ratio = 1.0444, .low = 1.02, .high = 1.1, .runs = 9, .rerun = true, .note = "by the wall"}};
  const char* shown = "split: 1.04 times the solution's time (1.02 to 1.1 in 9 runs, measured twice); by the wall";
  CHECK(contains(terminal_report(report, 2, false), shown));
  CHECK(contains(html_report(report, 2), "split: 1.04 times the solution's time"));
  const Json timing = Json::parse(json_report(report, 2))["tests"][1]["timings"][0];
  CHECK(timing["what"] == "split");
  CHECK(timing["ratio"] == 1.0444);
  CHECK(timing["low"] == 1.02);
  CHECK(timing["high"] == 1.1);
  CHECK(timing["runs"] == 9);
  CHECK(timing["rerun"] == true);
  CHECK(timing["note"] == "by the wall");
}

TEST_CASE("the page needs nothing else and runs nothing; what students wrote is text in it") {
  const std::string page = html_report(sample_report(), 3);
  for (const char* word : {"http", "<script", "<link", "<img", "@import", "url(", "<b>bold", "\x1b", "\xff", "<and>"})
    CHECK_FALSE(contains(page, word));
  CHECK(contains(page, "a &lt;b&gt;bold&lt;/b&gt; line?[31m ?"));
  CHECK(contains(page, "Memory &lt;and&gt; time"));
  for (const char* part : {"<html lang=\"en\">", "<main id=\"main\"", "<header>", "<footer", "href=\"#main\"", "<h1>",
                           "<h2 id=", "<caption", "scope=\"col\"", "scope=\"row\"", "aria-labelledby="})
    CHECK(contains(page, part));
  CHECK(contains(page, "labs/07_memory/README.md:42"));
  CHECK(contains(page, "labs/07_memory/streams.cpp"));
  CHECK(contains(page, "--seed 77"));
  for (const char* status : {"PASS", "FAIL", "CRASH", "BUILD", "NOT-GRADED", "TO DO"}) CHECK(contains(page, status));
  for (int hint = 0; hint < 3; ++hint) CHECK_FALSE(contains(html_report(sample_report(), hint), "README.md:42"));
  CHECK_FALSE(contains(html_report(sample_report(), 1), "you start at 1"));
}

TEST_CASE("a part of the points is shown with its reason, in every form of the report") {
  GradeReport report = sample_report();
  TestReport& test = report.tests[1];
  test.status = Status::partial;
  test.points = 3;
  test.message = "lab07 task 7.1: wavefronts: 2";
  CHECK(contains(terminal_report(report, 2, false),
                 "    PARTIAL    bytes         3/5    what holds\n               wavefronts: 2\n"));
  CHECK(contains(terminal_report(report, 2, true), "\x1b[33mPARTIAL    \x1b[0m"));
  CHECK(contains(terminal_report(report, 2, false), "counter 3/5"));
  const std::string page = html_report(report, 2);
  CHECK(contains(page,
                 "PARTIAL</span></td><th role=\"rowheader\" scope=\"row\">bytes</th><td role=\"cell\" "
                 "class=\"number\">3 / 5</td>"));
  CHECK(contains(page, "<pre>wavefronts: 2</pre>"));
  CHECK(Json::parse(json_report(report, 2))["tests"][1]["points"] == 3);
}

TEST_CASE("each status has a name that reads back") {
  for (int i = 0; i <= static_cast<int>(Status::internal); ++i)
    CHECK(status_from(to_text(static_cast<Status>(i))) == static_cast<Status>(i));
  CHECK(status_from("pass") == Status::internal);
}

TEST_CASE("a seed that comes from a secret is in no form of the report") {
  GradeReport report = sample_report();
  report.seed_shown = false;
  for (const std::string& shown :
       {terminal_report(report, 3, false), html_report(report, 3), markdown_report(report, 3)})
    CHECK_FALSE(contains(shown, "seed"));
  CHECK_FALSE(Json::parse(json_report(report, 3)).contains("seed"));
}

TEST_CASE("times, the sandbox and the student's lines are in every form of the report") {
  GradeReport report = sample_report();
  report.sandbox = "L0";
  report.tests[1].timings = {{"merge", 1.257, 1.1, 1.5, 9, true, "noisy"}};
  report.tests[2].source = "labs/07_memory/free_list.cpp:3\n >    3 | int x;";
  for (const std::string& shown :
       {terminal_report(report, 2, false), html_report(report, 2), markdown_report(report, 2)}) {
    CHECK(contains(shown, "1.26 times the solution"));
    CHECK(contains(shown, "unofficial"));
    CHECK(contains(shown, "3 | int x;"));
  }
  report.sandbox = "L2";
  CHECK(terminal_report(report, 2, false).find("unofficial") == std::string::npos);
}

TEST_CASE(
    "code on the page stays in its lines and can be scrolled by keys; text around it is broken as the page needs") {
  GradeReport report = sample_report();
  report.tests[2].source = "labs/07_memory/free_list.cpp:3\n >    3 | a < b;\n      4 | }";
  const std::string code =
      "labs/07_memory/free_list.cpp:3\n<span class=\"code\" role=\"group\" aria-label=\"code\" "
      "tabindex=\"0\"> &gt;    3 | a &lt; b;\n      4 | }\n</span></pre>";
  CHECK(contains(html_report(report, 2), code));
}

TEST_CASE("Markdown holds what students wrote as text only, and no more than a comment takes") {
  GradeReport report = sample_report();
  report.tests[2].output = "```\n# head\n<img src=x> @teacher\n````\n";
  report.tests[2].cause = "a | b `c` <i> @all #1 [x](http://y)";
  const std::string shown = markdown_report(report, 3);
  CHECK(contains(shown, "`````text\n```\n# head\n<img src=x> @teacher\n````\n`````\n"));
  CHECK(contains(shown, "a \\| b \\`c\\` &lt;i&gt; @&#8203;all #&#8203;1 \\[x\\]\\(http://y\\)"));
  CHECK(contains(shown, "# Lab 07: Memory &lt;and&gt; time"));
  CHECK(contains(shown, "| **all** | **9 / 28** |"));
  CHECK_FALSE(contains(shown, "\x1b"));
  for (TestReport& test : report.tests) test.message = std::string(50000, 'x') + test.rung;
  report.warnings.assign(50, std::string(5000, 'y'));
  CHECK(markdown_report(report, 3).size() <= 60000);
  CHECK(contains(markdown_report(report, 3), "--seed 77"));
}

TEST_CASE("a narrow terminal has no long lines, a wide one unfolds them, a pipe leaves them whole") {
  GradeReport report = sample_report();
  report.tests[2].message =
      "lab07 task 7.2: " + std::string("some words that make a very long line of a message ") + "and more of them";
  const auto longest = [&](int columns) {
    size_t most = 0;
    std::istringstream lines(terminal_report(report, 3, false, columns));
    for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
    return most;
  };
  report.lab.title = "A title of many words, more than a narrow terminal has columns for";
  CHECK(longest(44) <= 44);
  CHECK(longest(60) <= 60);
  CHECK(longest(80) <= 80);
  CHECK(longest(0) > 90);
  CHECK(terminal_report(report, 3, false, 200) == terminal_report(report, 3, false, 0));
}
