// What a class's grading keeps on disk, and how two of them are compared.
#include <unistd.h>

#include <filesystem>

#include "autograder/class/class_files.h"
#include "autograder/class/regrade.h"
#include "autograder/class/summary.h"
#include "autograder/cli/sha256.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const Task kTask{.id = "7.1",
                 .title = "Pool",
                 .file = "pool.cpp",
                 .handout = "",
                 .rungs = {{.name = "example", .points = 2}, {.name = "secret", .points = 3, .hidden = true}}};

LabManifest memory_lab() {
  LabManifest lab;
  lab.number = 7;
  lab.folder = "07_memory";
  lab.tasks = {kTask};
  return lab;
}

GradedSubmission graded(Status status, int points) {
  GradedSubmission out;
  out.status = ClassStatus::graded;
  out.report.lab = memory_lab();
  TestReport test;
  test.task = "7.1";
  test.rung = "example";
  test.status = status;
  test.points = points;
  test.max_points = 2;
  out.report.tests = {test};
  return out;
}

Submission submission(const std::string& id) {
  Submission out;
  out.handed.id = id;
  out.handed.name = "Jane \xff Doe";
  out.handed.submitted_at = 1'700'000'000;
  out.hashes = {{"pool.cpp", sha256("x")}};
  return out;
}

// A graded class: each student's points, 2 or 0.
void write_class(const std::string& folder, const std::vector<std::pair<std::string, int>>& students) {
  std::vector<GradeEntry> entries;
  for (const auto& [id, points] : students)
    entries.push_back(
        write_reports(folder, submission(id), graded(points > 0 ? Status::pass : Status::fail, points), 2));
  write_grades(folder, {.lab = "lab07", .round = 1, .seed = 3, .seed_shown = true}, entries);
}

}  // namespace

TEST_CASE("SHA-256 is the one of FIPS 180-4") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of_file("/nowhere") == sha256(""));
}

TEST_CASE("findings are kept by task; what is torn or incomplete is found anew") {
  const TemporaryFolder folder;
  const FindingStore store(folder.path("store"));
  const std::string line = R"({"task":"7.1","rung":"example","status":"PASS"})";
  Findings all;
  all.lines = {line, R"({"task":"7.2","rung":"x","status":"PASS"})", "noise"};
  all.warnings = {{"7.1", "unused"}, {"7.2", "other"}};
  const Findings mine = findings_of_task(all, "7.1");
  CHECK(mine.lines == std::vector<std::string>{line});
  CHECK(mine.warnings.size() == 1);
  CHECK(is_complete(mine, kTask, true));  // hidden tests need not be there
  CHECK_FALSE(is_complete(mine, kTask, false));
  CHECK_FALSE(is_complete({}, kTask, true));
  Findings fault, problem;
  fault.lines = {R"({"task":"7.1","rung":"example","status":"INTERNAL"})"};
  problem.problems = {{"7.1", "does not compile"}};
  CHECK_FALSE(is_complete(fault, kTask, true));
  CHECK(is_complete(problem, kTask, false));
  store.save("k", mine);
  REQUIRE(store.load("k"));
  CHECK(store.load("k")->lines == mine.lines);
  CHECK_FALSE(store.load("other"));
  write_file(folder.path("store/k.json"), read_file(folder.path("store/k.json")).substr(0, 20));
  CHECK_FALSE(store.load("k"));
}

TEST_CASE("grades.json is written whole and read back; of another lab it is refused") {
  const TemporaryFolder folder;
  write_class(folder.path("out"), {{"jane", 2}});
  const std::vector<GradeEntry> entries = read_grades(folder.path("out"), "lab07");
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].points == 2);
  const std::string json = read_file(folder.path("out/grades.json"));
  CHECK(contains(json, "\"submitted_at\": \"2023-11-14T22:13:20Z\""));
  CHECK(contains(json, "\"report\": \"reports/jane.json\""));
  CHECK(std::filesystem::exists(folder.path("out/reports/jane.html")));
  CHECK(contains(message_of([&] { read_grades(folder.path("out"), "lab01"); }), "is of lab07"));
  CHECK(read_grades(folder.path("none"), "lab07").empty());
}

TEST_CASE("task files are kept as they were handed in last") {
  const TemporaryFolder folder;
  write_files(folder.path(), "jane", {{"a.cpp", "1"}, {"b.cpp", "2"}});
  write_files(folder.path(), "jane", {{"a.cpp", "3"}});
  CHECK(read_file(folder.path("files/jane/a.cpp")) == "3");
  CHECK_FALSE(std::filesystem::exists(folder.path("files/jane/b.cpp")));
}

TEST_CASE("a regrading says who changes, rung by rung, and counts only when it is applied") {
  const TemporaryFolder folder;
  const std::string old = folder.path("old"), now = folder.path("new");
  write_class(old, {{"ann", 2}, {"bob", 0}, {"cat", 2}, {"gus", 2}});
  write_class(now, {{"ann", 2}, {"bob", 2}, {"cat", 0}, {"new", 2}});
  CHECK(regrade_diff(old, now) ==
        "bob: 0 -> 2 points\n  7.1:example: FAIL -> PASS, 0 -> 2\n"
        "cat: 2 -> 0 points\n  7.1:example: PASS -> FAIL, 2 -> 0\n"
        "new: new, 2 points\ngus: gone, had 2 points\n"
        "1 up, 1 down, 0 with other results but the same points, 1 unchanged\n");
  const std::string before = read_file(old + "/grades.json"), after = read_file(now + "/grades.json");
  const std::string kept = apply_regrade(old, now);
  CHECK(read_file(old + "/grades.json") == after);
  CHECK(read_file(kept + "/grades.json") == before);
  CHECK_FALSE(std::filesystem::exists(now));
}

TEST_CASE("results on another file system are put into place, too") {
  if (!std::filesystem::is_directory("/dev/shm")) LLMSYS_SKIP("needs /dev/shm");
  const TemporaryFolder folder;
  const std::string now = "/dev/shm/llmsys-regrade-" + std::to_string(getpid());
  write_class(folder.path("old"), {{"ann", 0}});
  write_class(now, {{"ann", 2}});
  const std::string kept = apply_regrade(folder.path("old"), now);
  CHECK(read_grades(folder.path("old"), "lab07").at(0).points == 2);
  CHECK(read_grades(kept, "lab07").at(0).points == 0);
  CHECK_FALSE(std::filesystem::exists(now));
}

TEST_CASE("a regrading that is cancelled leaves no trace, and nothing else is ever removed") {
  const TemporaryFolder folder;
  write_class(folder.path("new"), {{"ann", 2}});
  cancel_regrade(folder.path("new"));
  CHECK_FALSE(std::filesystem::exists(folder.path("new")));
  std::filesystem::create_directories(folder.path("thesis"));
  CHECK_FALSE(message_of([&] { cancel_regrade(folder.path("thesis")); }).empty());
  CHECK(std::filesystem::exists(folder.path("thesis")));
}

TEST_CASE("the summary counts, averages, and names the tests most failed") {
  GradedSubmission nothing;
  nothing.status = ClassStatus::no_files;
  const std::string summary =
      class_summary(memory_lab(), {graded(Status::pass, 2), graded(Status::fail, 0), graded(Status::fail, 0), nothing});
  CHECK(contains(summary, "4 submissions: 3 graded, 1 no_files"));
  CHECK(contains(summary, "mean 0.7, median 0.0, from 0 to 2"));
  CHECK(contains(summary, "7.1:example (2)"));
}
