#include "autograder/cli/grade.h"

#include <sys/random.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/link_errors.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

bool any_selected(const std::vector<std::string>& only, const Task& task) {
  return std::any_of(task.rungs.begin(), task.rungs.end(),
                     [&](const Rung& rung) { return is_selected(only, task, rung.name); });
}

// One test for each selected rung, as if nothing had run.
std::vector<TestReport> blank_tests(const LabManifest& lab, const std::vector<std::string>& only) {
  std::vector<TestReport> tests;
  for (const Task& task : lab.tasks)
    for (const Rung& rung : task.rungs) {
      if (!is_selected(only, task, rung.name)) continue;
      TestReport test;
      test.task = task.id;
      test.rung = rung.name;
      test.kind = rung.kind;
      test.max_points = rung.points;
      test.status = rung.hidden ? Status::not_graded : Status::internal;
      test.claim = rung.hidden ? "hidden test" : "";
      test.message = rung.hidden ? "your instructor's copy has this test" : "the judge did not report on this test";
      tests.push_back(test);
    }
  return tests;
}

int handout_line(const Paths& paths, const LabManifest& lab, const std::string& words) {
  if (words.empty()) return 0;
  const std::string path = text(paths.root, "/labs/", lab.folder, "/README.md");
  if (!std::filesystem::exists(path)) return 0;
  const std::string handout = read_text_file(path);
  const size_t at = handout.find(words);
  if (at == std::string::npos) return 0;
  return 1 + static_cast<int>(std::count(handout.begin(), handout.begin() + static_cast<int64_t>(at), '\n'));
}

std::vector<Timing> timings_of(const Json& list) {
  std::vector<Timing> timings;
  for (const Json& timing : list)
    timings.push_back({.what = timing.at("what"),
                       .ratio = timing.at("ratio"),
                       .low = timing.at("low"),
                       .high = timing.at("high"),
                       .runs = timing.at("runs"),
                       .rerun = timing.at("rerun"),
                       .note = timing.at("note")});
  return timings;
}

// Whole points, rounded down: all of them only for all of it.
int points_for(double score, int max_points) {
  constexpr double kRounding = 1e-9;  // 0.6 of 5 is 3
  return static_cast<int>(score * max_points + kRounding);
}

void take_result(const Paths& paths, GradeReport& report, const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  LLMSYS_CHECK(IoError, json.is_object(), "the judge printed: ", line);
  for (TestReport& test : report.tests) {
    if (test.task != std::string(json.at("task")) || test.rung != std::string(json.at("rung"))) continue;
    test.claim = json.at("claim");
    test.status = status_from(std::string(json.at("status")));
    test.points = points_for(json.at("score"), test.max_points);
    test.message = json.at("message");
    test.diagnosis = json.at("diagnosis");
    test.cause = json.at("cause");
    test.probe = json.at("probe");
    test.handout = json.at("handout");
    test.handout_line = handout_line(paths, report.lab, test.handout);
    test.output = json.at("output");
    test.seconds = json.at("seconds");
    test.timings = timings_of(json.at("timings"));
  }
}

// Why tasks cannot be graded, by task id.
using Problems = std::map<std::string, std::string>;

// Builds what the selected tests need; adds the tasks whose program cannot be linked.
void build(const Paths& paths, const LabManifest& lab, const GradeOptions& options, Problems& problems) {
  std::map<std::string, std::string> programs;
  std::set<std::string> ours = {text(lab.id(), "_judge")};
  for (const Task& task : lab.tasks) {
    if (!any_selected(options.only, task)) continue;
    programs.merge(worker_programs(lab, options.slot, task, options.only));
    ours.insert(text(lab.id(), "_", lab.reference_worker(task)));
    if (times_are_taken(task, options.only)) ours.insert(text(lab.id(), "_worker_solution_timed"));
  }
  const auto failures = build_programs(paths, {ours.begin(), ours.end()}, programs);
  for (const Task& task : lab.tasks) {
    const auto failure = failures.find(program_path(lab, options.slot, "worker", task));
    if (failure == failures.end()) continue;
    const std::string what = task.file.empty() ? "your files compile, but do not link into one program:\n"
                                               : "the file compiles, but does not link:\n";
    problems.emplace(task.id, what + explain_link_errors(failure->second));
  }
}

std::string first_lines(const std::string& content, int lines) {
  constexpr size_t kMostCharacters = 4000;  // one line of a template's name can be very long
  size_t end = 0;
  for (int i = 0; i < lines && end != std::string::npos; ++i) end = content.find('\n', end + 1);
  end = std::min(end, kMostCharacters);
  return end >= content.size() ? content : content.substr(0, end) + "\n(more in the compiler's log)";
}

// Adds the tasks whose file does not compile; what the compiler only warns of goes into the report.
void find_compile_errors(const Paths& paths, const GradeOptions& options, GradeReport& report, Problems& problems) {
  for (const Task& task : report.lab.tasks) {
    if (task.file.empty() || !any_selected(options.only, task) || problems.contains(task.id)) continue;
    const CompileOutcome outcome = compile_outcome(paths, report.lab, task, options.slot);
    if (outcome.failed)
      problems[task.id] = "the file does not compile:\n" + first_lines(outcome.log, 14);
    else if (!outcome.log.empty())
      report.warnings.push_back("The compiler warns:\n" + first_lines(outcome.log, 12));
  }
}

void mark_problems(GradeReport& report, const Problems& problems) {
  for (TestReport& test : report.tests) {
    const auto problem = problems.find(test.task);
    if (problem == problems.end()) continue;
    test.status = Status::build;
    test.message = text(report.lab.id(), " task ", test.task, ": ", problem->second);
  }
}

std::vector<std::string> judge_command(const Paths& paths, const GradeOptions& options, const GradeReport& report,
                                       const Problems& problems) {
  const std::string build = text(paths.build, "/labs/", report.lab.folder);
  std::vector<std::string> command = {build + "/judge", text(paths.root, "/labs/", report.lab.folder, "/lab.json"),
                                      text(build, "/", options.slot), "-", "--json"};
  command.insert(command.end(), {"--device", report.lab.on_cuda ? options.device : "cpu"});
  if (options.diagnoses) command.emplace_back("--diagnoses");
  for (const TestReport& test : report.tests)
    if (!problems.contains(test.task)) {
      command.emplace_back("--only");
      command.push_back(test.task + ":" + test.rung);
    }
  return command;
}

void run_judge(const Paths& paths, const GradeOptions& options, GradeReport& report, const Problems& problems) {
  const std::vector<std::string> command = judge_command(paths, options, report, problems);
  if (std::find(command.begin(), command.end(), "--only") == command.end()) return;
  ProgressBar bar("grading", static_cast<int64_t>(report.tests.size()));
  int64_t done = 0;
  const ProcessOptions with_seed{.folder = "", .environment = {{"LLMSYS_SEED", text(report.seed)}}};
  const int code = run_process(command, with_seed, [&](std::string_view line) {
    take_result(paths, report, std::string(line));
    bar.update(++done);
  });
  if (options.diagnoses && code == 1) throw ValueError("the diagnoses are not separable (see above)");
  LLMSYS_CHECK(IoError, code <= 1, "the judge failed with exit code ", code, " (see above)");
}

}  // namespace

GradeReport grade(const Paths& paths, const LabManifest& lab, const GradeOptions& options) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  check_selection(lab, options.only);
  GradeReport report;
  report.lab = lab;
  report.seed = options.seed;
  report.seed_shown = options.seed_shown;
  report.tests = blank_tests(lab, options.only);
  const std::string folder = options.folder.empty() ? text(paths.root, "/labs/", lab.folder) : options.folder;
  const BuildLock lock(paths);
  Problems problems = prepare_overlay(paths, lab, folder, options.slot);
  build(paths, lab, options, problems);
  find_compile_errors(paths, options, report, problems);
  mark_problems(report, problems);
  run_judge(paths, options, report, problems);
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

uint64_t fresh_seed() {
  uint32_t seed = 0;  // short enough to type
  LLMSYS_CHECK(IoError, getrandom(&seed, sizeof seed, 0) == sizeof seed, "no random numbers from the system");
  return seed;
}

uint64_t seed_from(const std::string& word, uint64_t otherwise) {
  if (word.empty()) return otherwise;
  uint64_t seed = 0;
  const auto end = std::from_chars(word.data(), word.data() + word.size(), seed);
  LLMSYS_CHECK(ValueError, end.ec == std::errc() && end.ptr == word.data() + word.size(),
               "--seed takes a number as an earlier report printed it, got ", word);
  return seed;
}

LabManifest lab_named(const Paths& paths, const std::string& word) {
  std::vector<std::string> names;
  for (const LabManifest& lab : find_labs(paths.root)) {
    for (const std::string& name : {text(lab.number), number_of(lab), lab.id(), lab.folder})
      if (word == name) return lab;
    names.push_back(text(lab.number, " (", lab.folder, ")"));
  }
  throw ValueError(text("there is no lab ", word, "; the labs are ", join(names, ", ")));
}

}  // namespace llmsys
