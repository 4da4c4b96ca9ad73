#include "autograder/cli/grade.h"

#include <sys/random.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/link_errors.h"
#include "autograder/cli/process.h"
#include "autograder/explain/compile_errors.h"
#include "autograder/explain/quoted_source.h"
#include "autograder/policy/kernel_qualifiers.h"
#include "autograder/sandbox/probe.h"
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

// Builds what the selected tests need; adds the tasks whose program cannot be linked.
void build(const Paths& paths, const LabManifest& lab, const GradeOptions& options, Findings& findings) {
  std::map<std::string, std::string> programs;
  for (const Task& task : lab.tasks)
    if (any_selected(options.only, task) && !findings.problems.contains(task.id))
      programs.merge(worker_programs(lab, options.slot, task, options.only));
  const auto failures = options.build
                            ? options.build(programs)
                            : build_programs(paths, own_targets(lab, options.only), programs, *options.sandbox);
  for (const Task& task : lab.tasks) {
    const auto failure = failures.find(program_path(lab, options.slot, "worker", task));
    if (failure == failures.end()) continue;
    const std::string what = task.file.empty() ? "your files compile, but do not link into one program:\n"
                                               : "the file compiles, but does not link:\n";
    findings.problems.emplace(task.id, what + explain_link_errors(failure->second));
  }
}

// Adds the tasks whose compiled file breaks the policy, and builds once more, with their stubs.
void refuse_objects(const Paths& paths, const LabManifest& lab, const GradeOptions& options, Findings& findings) {
  std::map<std::string, std::string> refused = take_out_objects(paths, lab, options.slot);
  if (refused.empty()) return;
  findings.problems.merge(refused);
  build(paths, lab, options, findings);
}

// What is said of a file that compiles; empty if nothing is.
std::string remarks_on(const CompileOutcome& outcome, const std::string& shown) {
  const std::string warnings = explain_compile_warnings(outcome.log, shown, outcome.source);
  const std::string kernels = launched_without_global(outcome.source, shown);
  return text(warnings.empty() ? "" : "The compiler warns:\n" + warnings,
              warnings.empty() || kernels.empty() ? "" : "\n", kernels);
}

// Adds the tasks whose file does not compile, and what the compiler only warns of.
void find_compile_errors(const Paths& paths, const LabManifest& lab, const GradeOptions& options, Findings& findings) {
  for (const Task& task : lab.tasks) {
    if (task.file.empty() || !any_selected(options.only, task) || findings.problems.contains(task.id)) continue;
    const CompileOutcome outcome = compile_outcome(paths, lab, task, options.slot);
    const std::string shown = text("labs/", lab.folder, "/", task.file);
    if (outcome.failed) {
      findings.problems[task.id] =
          "the file does not compile:\n" + explain_compile_errors(outcome.log, shown, outcome.source);
      continue;
    }
    if (const std::string remarks = remarks_on(outcome, shown); !remarks.empty()) findings.warnings[task.id] = remarks;
  }
}

void mark_problems(GradeReport& report, const std::map<std::string, std::string>& problems) {
  for (TestReport& test : report.tests) {
    const auto problem = problems.find(test.task);
    if (problem == problems.end()) continue;
    test.status = Status::build;
    test.message = text(report.lab.id(), " task ", test.task, ": ", problem->second);
  }
}

// Empty if there is nothing to judge.
std::vector<std::string> judge_command(const Paths& paths, const LabManifest& lab, const GradeOptions& options,
                                       const Findings& findings) {
  const std::string build = text(paths.build, "/labs/", lab.folder);
  std::vector<std::string> command = {build + "/judge", text(paths.root, "/labs/", lab.folder, "/lab.json"),
                                      text(build, "/", options.slot), "-", "--json"};
  command.insert(command.end(), {"--device", lab.on_cuda ? options.device : "cpu", "--jobs", text(options.jobs),
                                 "--sandbox", std::string(to_text(*options.sandbox))});
  if (options.diagnoses) command.emplace_back("--diagnoses");
  const size_t before = command.size();
  for (const TestReport& test : blank_tests(lab, options.only))
    if (!findings.problems.contains(test.task)) {
      command.emplace_back("--only");
      command.push_back(test.task + ":" + test.rung);
    }
  return command.size() == before ? std::vector<std::string>{} : command;
}

// What the judge had said stays; the rest is nobody's zero.
void note_death_of_judge(GradeReport& report, const std::string& how) {
  report.warnings.push_back(text("The grader failed: ", how, ". Tests marked INTERNAL have no grade: grade again."));
  for (TestReport& test : report.tests)
    if (test.status == Status::internal) test.message = how + " before it came to this test: grade again";
}

void run_judge(const Paths& paths, const LabManifest& lab, const GradeOptions& options, Findings& findings) {
  const std::vector<std::string> command = judge_command(paths, lab, options, findings);
  if (command.empty()) return;
  std::optional<ProgressBar> bar;
  if (!options.build) bar.emplace("grading", static_cast<int64_t>(blank_tests(lab, options.only).size()));
  constexpr double kPatience = 1800;  // each call of each test has a limit of its own, far below
  const ProcessOptions with_seed{
      .folder = "", .environment = {{"LLMSYS_SEED", text(options.seed)}}, .patience = kPatience};
  const int code = run_process(command, with_seed, [&](std::string_view line) {
    findings.lines.emplace_back(line);
    if (bar) bar->update(static_cast<int64_t>(findings.lines.size()));
  });
  constexpr int kKilled = 128;
  if (options.diagnoses && code == 1)
    findings.failure = "the diagnoses are not separable (see above)";
  else if (code > kKilled)
    findings.killed = text("the judge was killed by signal ", code - kKilled, " (", strsignal(code - kKilled), ")");
  else if (code > 1)
    findings.failure = text("the judge failed with exit code ", code, " (see above)");
}

// Quotes the lines of the student's files that the messages are about; a compiler has quoted its own.
void add_sources(const Paths& paths, const GradeOptions& options, GradeReport& report) {
  const auto read = [&](const std::string& file) { return graded_source(paths, report.lab, file, options.slot); };
  for (TestReport& test : report.tests)
    if (test.status != Status::pass && test.status != Status::build) test.source = quoted_source(test.message, read);
}

}  // namespace

std::vector<std::string> own_targets(const LabManifest& lab, const std::vector<std::string>& only) {
  std::set<std::string> ours = {text(lab.id(), "_judge")};
  for (const Task& task : lab.tasks)
    if (any_selected(only, task)) {
      ours.insert(text(lab.id(), "_", lab.reference_worker(task)));
      if (times_are_taken(task, only)) ours.insert(text(lab.id(), "_worker_solution_timed"));
    }
  return {ours.begin(), ours.end()};
}

Findings examine(const Paths& paths, const LabManifest& lab, const GradeOptions& options) {
  const std::string folder = options.folder.empty() ? text(paths.root, "/labs/", lab.folder) : options.folder;
  Findings findings;
  findings.problems = options.problems;
  findings.problems.merge(prepare_overlay(paths, lab, folder, options.slot));
  build(paths, lab, options, findings);
  refuse_objects(paths, lab, options, findings);
  find_compile_errors(paths, lab, options, findings);
  run_judge(paths, lab, options, findings);
  return findings;
}

GradeReport report_of(const Paths& paths, const LabManifest& lab, const GradeOptions& options,
                      const Findings& findings) {
  GradeReport report;
  report.sandbox = to_text(options.sandbox.value());
  report.lab = lab;
  report.seed = options.seed;
  report.seed_shown = options.seed_shown;
  report.tests = blank_tests(lab, options.only);
  if (!findings.killed.empty())  // then a hidden test without a result need not be one that this copy does not have
    for (TestReport& test : report.tests) test.status = Status::internal;
  for (const auto& [task, words] : findings.warnings) report.warnings.push_back(words);
  mark_problems(report, findings.problems);
  for (const std::string& line : findings.lines) take_result(paths, report, line);
  if (!findings.killed.empty()) note_death_of_judge(report, findings.killed);
  add_sources(paths, options, report);
  return report;
}

GradeReport grade(const Paths& paths, const LabManifest& lab, const GradeOptions& wanted) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  check_selection(lab, wanted.only);
  GradeOptions options = wanted;
  if (!options.sandbox) options.sandbox = probe_sandbox().best;
  const BuildLock lock(paths);
  const Findings findings = examine(paths, lab, options);
  LLMSYS_CHECK(IoError, findings.failure.empty(), findings.failure);
  GradeReport report = report_of(paths, lab, options, findings);
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
