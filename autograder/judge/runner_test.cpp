// The runner: which tests run, with which inputs, and what is reported of them.
#include "autograder/judge/runner.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "autograder/judge/test_lab.h"
#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// The tests of this file instead of whatever is linked; gone again at the end.
class WithTests {
 public:
  explicit WithTests(std::vector<LabTest> tests) { lab_tests() = std::move(tests); }
  ~WithTests() { lab_tests().clear(); }
  WithTests(const WithTests&) = delete;
  WithTests& operator=(const WithTests&) = delete;
};

void right() { student("echo", {{"drawn", static_cast<int64_t>(rng().next_u32())}}); }
void wrong() { expect_equal(student("sum", {{"a", 41}, {"b", 1}})["sum"], 42, "sum"); }
void stub() { student("fail_with", {{"kind", "stub"}}); }
void wrong_form() { static_cast<void>(student("sum", {{"a", 41}, {"b", 1}})["total"]); }
void throws() { throw std::out_of_range("a test of ours"); }
void crash() { throw GradeFailure(Status::crash, "the student printed 41"); }
void part() {
  student("echo", {{"n", 8}});
  score(1, "one counter is as low as it can be");
  score(0.6, "another is not");
  score(0.7, "a third is not quite");
}
void conflict() {
  const Values kernel{{"verdicts", List{Value("f_kernel: 32-way bank conflict at f.cu:3")}}};
  student("echo", {{"counters", Values{{"f_kernel", kernel}}}});
  score(0.6, "wavefronts: 2");
  student("echo", {{"n", 8}});
}
void no_part() { score(0, "the counter is as high as the naive kernel's"); }
void impossible_part() { score(1.5, ""); }
void race() { student("fail_with", {{"kind", "race"}}); }
void race_and_throw() { student("fail_with", {{"kind", "race and shape"}}); }
void out_of_memory() { student("fail_with", {{"kind", "memory"}}); }

LabManifest lab_with(const std::vector<std::string>& rungs, bool hidden = false) {
  Task task{.id = "7.1", .title = "", .file = "f.cpp", .handout = "", .rungs = {}};
  for (const std::string& rung : rungs)
    task.rungs.push_back({.name = rung, .points = 1, .kind = RungKind::core, .hidden = hidden, .timed = false});
  LabManifest lab;
  lab.number = 7;
  lab.folder = "07_memory";
  lab.tasks = {task};
  return lab;
}

std::map<std::string, CaseResult> run(const LabManifest& lab, const RunOptions& options) {
  std::map<std::string, CaseResult> results;
  run_lab_tests(lab, options, [&](const CaseResult& result) { results.emplace(result.rung, result); });
  return results;
}

CaseResult run_one(void (*body)(), bool hidden = false) {
  const WithTests tests({{"7.1", "only", "the claim", body}});
  return run(lab_with({"only"}, hidden), {.workers = "", .seed = 1, .only = {}, .jobs = 1, .limits = {}}).at("only");
}

int64_t drawn(const CaseResult& result) { return result.calls.at(0).inputs["drawn"].integer(); }

std::vector<std::string> names(int n) {
  std::vector<std::string> out;
  for (int i = 0; i < n; ++i) out.push_back("rung" + std::to_string(i));
  return out;
}

std::vector<LabTest> tests_named(const std::vector<std::string>& rungs) {
  std::vector<LabTest> out;
  for (const std::string& rung : rungs) out.push_back({"7.1", rung, "", out.size() % 3 == 2 ? wrong : right});
  return out;
}

}  // namespace

TEST_CASE("a test that lab.json does not know is refused, and so are two of one rung") {
  const auto ignore = [](const CaseResult&) {};
  {
    const WithTests tests({{"7.1", "new", "it holds", right}});
    CHECK(message_of([&] { run_lab_tests(lab_with({"old"}), {}, ignore); }) ==
          "test 7.1:new (it holds) is not in lab.json");
  }
  {
    const WithTests tests({{"7.9", "old", "", right}});
    CHECK_THROWS_AS(run_lab_tests(lab_with({"old"}), {}, ignore), ValueError);
  }
  const WithTests tests({{"7.1", "old", "", right}, {"7.1", "old", "", wrong}});
  CHECK(message_of([&] { run_lab_tests(lab_with({"old"}), {}, ignore); }) == "two tests claim rung 7.1:old");
}

TEST_CASE("a seed gives the same inputs again, another seed others, and each rung its own") {
  const WithTests tests({{"7.1", "a", "", right}, {"7.1", "b", "", right}});
  const LabManifest lab = lab_with({"a", "b"});
  const auto with_seed = [&](uint64_t seed) {
    return run(lab, {.workers = "", .seed = seed, .only = {}, .jobs = 1, .limits = {}});
  };
  const auto first = with_seed(5), again = with_seed(5), other = with_seed(6);
  CHECK(drawn(first.at("a")) == drawn(again.at("a")));
  CHECK(drawn(first.at("b")) == drawn(again.at("b")));
  CHECK(drawn(first.at("a")) != drawn(other.at("a")));
  CHECK(drawn(first.at("a")) != drawn(first.at("b")));
}

TEST_CASE("a test run alone has the inputs it has among all") {
  const WithTests tests({{"7.1", "a", "", right}, {"7.1", "b", "", right}});
  const LabManifest lab = lab_with({"a", "b"});
  const auto alone = run(lab, {.workers = "", .seed = 5, .only = {"7.1:b"}, .jobs = 1, .limits = {}});
  REQUIRE(alone.size() == 1);
  CHECK(drawn(alone.at("b")) ==
        drawn(run(lab, {.workers = "", .seed = 5, .only = {"7.1"}, .jobs = 1, .limits = {}}).at("b")));
  CHECK(run(lab, {.workers = "", .seed = 5, .only = {"7.2"}, .jobs = 1, .limits = {}}).empty());
}

TEST_CASE("any number of jobs gives the same results") {
  const std::vector<std::string> rungs = names(40);
  const WithTests tests(tests_named(rungs));
  const LabManifest lab = lab_with(rungs);
  const auto serial = run(lab, {.workers = "", .seed = 9, .only = {}, .jobs = 1, .limits = {}});
  REQUIRE(serial.size() == 40);
  for (const int jobs : {0, 4}) {
    const auto parallel = run(lab, {.workers = "", .seed = 9, .only = {}, .jobs = jobs, .limits = {}});
    REQUIRE(parallel.size() == 40);
    for (const auto& [rung, result] : serial) {
      CHECK(parallel.at(rung).status == result.status);
      CHECK(parallel.at(rung).message == result.message);
      if (result.status == Status::pass) CHECK(drawn(parallel.at(rung)) == drawn(result));
    }
  }
}

TEST_CASE("each way to end has its status, and a message that starts with the task") {
  CHECK(run_one(right).status == Status::pass);
  CHECK(run_one(right).message.empty());
  const CaseResult failed = run_one(wrong);
  CHECK(failed.status == Status::fail);
  CHECK(failed.message == "lab07 task 7.1: sum: got 43, want 42; for a = 41, b = 1");
  CHECK(failed.explanation.diagnosis == "one_more");
  CHECK(run_one(stub).message == "lab07 task 7.1: f is not written yet");
  CHECK(run_one(wrong_form).status == Status::fail);
  CHECK(run_one(wrong_form).message ==
        "lab07 task 7.1: the answer has the wrong form: no value named total; there are: sum");
  CHECK(run_one(throws).status == Status::internal);
  CHECK(contains(run_one(throws).message, "the grader failed: a test of ours"));
  CHECK(run_one(crash).status == Status::crash);
  CHECK(run_one(out_of_memory).status == Status::memory);
}

TEST_CASE("a test that gives a part of the points says which and why; the least it gave counts") {
  CHECK(run_one(right).score == 1);
  CHECK(run_one(wrong).score == 0);
  const CaseResult result = run_one(part);
  CHECK(result.status == Status::partial);
  CHECK(result.score == 0.6);
  CHECK(result.message == "lab07 task 7.1: another is not; for n = 8");
  CHECK(run_one(conflict).explanation.cause == "f_kernel: 32-way bank conflict at f.cu:3");
  CHECK(run_one(conflict, true).explanation.cause.empty());
  CHECK(run_one(no_part).status == Status::fail);
  CHECK(contains(run_one(no_part).message, "as high as the naive"));
  CHECK(run_one(impossible_part).status != Status::pass);
  CHECK(run_one(part, true).message == "lab07 task 7.1: a hidden check ended with PARTIAL: the claim");
}

TEST_CASE("what checkers find is the error of the call, whether the code answers or throws") {
  for (void (*body)() : {race, race_and_throw}) {
    CHECK(run_one(body).status == Status::fail);
    CHECK(run_one(body).message == "lab07 task 7.1: a race at f.cu:3");
  }
  CHECK(run_one(stub).message == "lab07 task 7.1: f is not written yet");
}

TEST_CASE("a hidden test tells how it ended and its claim, no value and nothing the student's code says") {
  for (void (*body)() : {wrong, wrong_form, crash, out_of_memory}) {
    const CaseResult result = run_one(body, true);
    CHECK(contains(result.message, "lab07 task 7.1: a hidden check ended with "));
    CHECK(contains(result.message, "the claim"));
    for (const char* value : {"41", "42", "43", "total"}) CHECK_FALSE(contains(result.message, value));
    CHECK(result.output.empty());
    CHECK(result.explanation.probe.empty());
  }
  CHECK(run_one(wrong, true).explanation.diagnosis == "one_more");
  CHECK(run_one(stub, true).message == "lab07 task 7.1: the function is not written yet");
}

TEST_CASE("diagnoses that no input tells apart are reported") {
  const WithTests tests({{"7.1", "only", "", wrong}});
  std::vector<CaseResult> results;
  run_lab_tests(lab_with({"only"}), {.workers = "", .seed = 1, .only = {}, .jobs = 1, .limits = {}},
                [&](const CaseResult& result) { results.push_back(result); });
  const std::vector<std::string> problems = inseparable_diagnoses(results);
  const auto reported = [&](const std::string& words) {
    return std::find(problems.begin(), problems.end(), words) != problems.end();
  };
  CHECK(reported("diagnosis other_task never differs from the right answer"));  // 43 is the answer that was recorded
  CHECK(reported("diagnoses one_more and other_task cannot be told apart"));
  CHECK_FALSE(reported("diagnosis two_more never differs from the right answer"));
  CHECK_FALSE(reported("diagnoses one_more and two_more cannot be told apart"));
}
