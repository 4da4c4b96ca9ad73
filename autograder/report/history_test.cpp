#include "autograder/report/history.h"

#include "autograder/report/sample_report.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// A run of the sample lab in which a test earned `points`.
GradeReport run(const std::string& path, size_t test, int points, int hint = 2, const HintPolicy& policy = {}) {
  GradeReport report = sample_report();
  report.hints = policy;
  report.tests[test].points = points;
  report.tests[test].status = points == 0 ? Status::fail : Status::pass;
  update_history(report, path, hint);
  return report;
}

}  // namespace

TEST_CASE("a run is compared with the last results of the same tests, and says which have changed") {
  const TemporaryFolder folder;
  const std::string path = folder.path("new folder/lab07.jsonl");
  CHECK(run(path, 2, 0).change().empty());
  CHECK(run(path, 2, 3).change() == "+3 since the last run: 7.2 example now passes");
  CHECK(run(path, 2, 3).change() == "as in the last run");
  CHECK(run(path, 2, 0).change() == "-3 since the last run: 7.2 example no longer passes");
  GradeReport part = sample_report();
  part.tests.resize(1);
  part.tests[0].points = 0;
  part.tests[0].status = Status::fail;
  update_history(part, path, 2);
  CHECK(part.change() == "-4 since the last run: 7.1 example no longer passes");
  CHECK(run(path, 2, 3).change() == "+7 since the last run: 7.1 example now passes, 7.2 example now passes");
  CHECK(read_history(path).size() == 6);
}

TEST_CASE("every run is kept, and progress is the last of each test and the best of each task") {
  const TemporaryFolder folder;
  const std::string path = folder.path("lab07.jsonl");
  run(path, 2, 3);
  run(path, 2, 0);
  const Progress progress = progress_of(read_history(path), sample_report().lab);
  CHECK(progress.runs == 2);
  CHECK(progress.time.size() == 20);
  CHECK(progress.best.at("7.2") == 3);
  CHECK(progress.of_task("7.2").earned == 0);
  CHECK(progress.of_task("7.2").possible == 8);  // a test that is not graded does not count
  CHECK(progress.of_task("7.1").earned == 9);
  CHECK(progress.of_task("9.9").possible == 0);
  CHECK(progress_of({}, {}).runs == 0);
}

TEST_CASE("damaged lines, other formats and lines cut short are left out; what comes after them counts") {
  const TemporaryFolder folder;
  const std::string path = folder.path("lab07.jsonl");
  run(path, 2, 3);
  const std::string whole = read_file(path);
  for (const std::string& bad :
       {std::string("{"), std::string("[1]"), std::string("{\"version\": 2}"), std::string("{\"version\": \"1\"}"),
        std::string("{\"version\": 1, \"time\": 3}"), std::string("\xff\0\x1b", 3), whole.substr(0, whole.size() / 2),
        std::string("{\"7.1:example \": 4}")}) {
    write_file(path, whole + bad);  // without a newline: the process was killed
    CHECK(read_history(path).size() == 1);
    CHECK(run(path, 2, 0).change() == "-3 since the last run: 7.2 example no longer passes");
    CHECK(read_history(path).size() == 2);
  }
  CHECK(read_history(folder.path("none")).empty());
}

TEST_CASE("a line that no run can have written is left out: other times, numbers beyond their bounds, no numbers") {
  const TemporaryFolder folder;
  const std::string path = folder.path("lab07.jsonl");
  const auto line = [](const std::string& time, const std::string& test, const std::string& hints) {
    return R"({"version":1,"time":")" + time + R"(","seconds":1,"seed":1,"tests":{"7.2:example":)" + test +
           R"(},"hints":)" + hints + "}\n";
  };
  const std::string time = "2026-11-22T23:50:01Z";
  write_file(path, line(time, R"(["PASS",3,3])", "{}"));
  CHECK(read_history(path).size() == 1);
  for (const char* test :
       {R"(["PASS",4,3])", R"(["PASS",-1,3])", R"(["PASS",2e9,3e9])", R"(["PASS",2147483648,2147483648])",
        R"(["PASS",3.5,4])", R"(["PASS","3",3])", R"(["PASS"])", "3"}) {
    write_file(path, line(time, test, "{}"));
    CHECK(read_history(path).empty());
  }
  for (const char* hints : {R"({"7.2":4})", R"({"7.2":-1})", R"({"7.2":"1"})", "3"}) {
    write_file(path, line(time, R"(["PASS",3,3])", hints));
    CHECK(read_history(path).empty());
  }
  for (const char* other : {"", "yesterday", "\\u001b[31m-11-22T23:50:01Z", "2026-11-22T23:50:01Zx"}) {
    write_file(path, line(other, R"(["PASS",3,3])", "{}"));
    CHECK(read_history(path).empty());
  }
}

TEST_CASE("a history outlives changes of its lab: what the lab no longer has, or counts otherwise, is not counted") {
  const TemporaryFolder folder;
  const std::string path = folder.path("lab07.jsonl");
  run(path, 2, 3, 3, {.max = 3, .cost = {0, 1}});
  LabManifest lab = sample_report().lab;
  lab.tasks[0].rungs[0].points = 7;         // 7.1 example
  lab.tasks[1].rungs[0].name = "new name";  // 7.2 example
  lab.tasks.pop_back();                     // 7.4
  const Progress progress = progress_of(read_history(path), lab);
  CHECK(progress.of_task("7.1").earned == 5);
  CHECK(progress.best.at("7.1") == 5);
  CHECK(progress.of_task("7.2").earned == 0);
  CHECK(progress.of_task("7.4").possible == 0);
  for (const Task& task : lab.tasks) CHECK(progress.of_task(task.id).earned <= task.points());
}

TEST_CASE("a history that cannot be read or written is no error") {
  CHECK(run("/proc/nowhere/lab07.jsonl", 2, 3).change().empty());
  const TemporaryFolder folder;
  CHECK(run(folder.path(""), 2, 3).change().empty());  // a folder
}

TEST_CASE("hints above the free level cost points once they are used, and the report says so") {
  const TemporaryFolder folder;
  const std::string path = folder.path("lab07.jsonl");
  const HintPolicy policy{.max = 3, .cost = {0, 0, 1, 2}};
  CHECK(run(path, 2, 0, 1, policy).hint_text().empty());
  const GradeReport used = run(path, 2, 0, 2, policy);
  REQUIRE(used.hints_used.size() == 1);
  CHECK(used.hints_used[0].task == "7.2");  // 7.1 is right, 7.3 not begun, 7.4 does not compile
  CHECK(used.hints_used[0].cost == 1);
  CHECK(used.hint_cost() == 0);  // of what a task earned, which is nothing yet
  run(path, 2, 0, 3, policy);
  const GradeReport later = run(path, 2, 3, 1, policy);
  CHECK(later.hint_cost() == 2);
  CHECK(contains(later.hint_text(), "task 7.2 level 3 (2 points)"));
  CHECK(contains(terminal_report(later, 1, false), "Hints used above the free level"));
  CHECK(
      contains(terminal_report(run(path, 2, 0, 1, policy), 1, false), "Stuck? Add --hint 2, or read"));  // paid already
  CHECK(contains(html_report(later, 1), "Hints used above the free level"));
  CHECK(contains(terminal_report(used, 2, false), "Add --hint 3 (costs 1 point of the task), or read"));
}

TEST_CASE("an instructor's policy sets the highest level and the one that is shown unasked") {
  const HintPolicy all;
  CHECK(all.free_level() == 3);
  CHECK(all.level_for(-1) == 2);
  CHECK(all.level_for(3) == 3);
  const HintPolicy dear{.max = 2, .cost = {0, 1}};
  CHECK(dear.free_level() == 0);
  CHECK(dear.level_for(-1) == 0);
  CHECK(dear.level_for(3) == 2);
  CHECK(dear.cost_of(2) == 1);  // the last one of a short list goes on
  GradeReport report = sample_report();
  report.hints = dear;
  CHECK(contains(terminal_report(report, 2, false), "Stuck? Read labs/"));
}
