// What the suite holds of a lab's own tests. Ends with `N passed, N failed, N skipped`.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "autograder/cli/blind_tests.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/device.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/mutants.h"
#include "autograder/cli/stubs.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

class Checks {
 public:
  void check(bool holds, const std::string& claim, const std::string& otherwise = "") {
    ++(holds ? passed_ : failed_);
    if (holds) return;
    std::printf("FAILED: %s\n    %s\n", claim.c_str(), otherwise.c_str());
    std::fflush(stdout);
  }
  int finish() const {
    std::printf("%d passed, %d failed, 0 skipped\n", passed_, failed_);
    return failed_ == 0 ? 0 : 1;
  }

 private:
  int passed_ = 0, failed_ = 0;
};

// Lines of solution outside challenge tasks fit the budget of lab.json; each region belongs to its file's task.
void check_markers(const Paths& paths, const LabManifest& lab, Checks& checks) {
  int core_lines = 0;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string shown = text("solutions/", lab.folder, "/", task.file);
    const auto regions = marked_regions(read_text_file(paths.root + "/" + shown), shown);
    checks.check(!regions.empty(), shown + " has a marked region");
    const bool challenge = std::none_of(task.rungs.begin(), task.rungs.end(),
                                        [](const Rung& rung) { return rung.kind == RungKind::core; });
    for (const MarkedRegion& region : regions) {
      checks.check(region.task == task.id, text(shown, ":", region.begin_line, " belongs to task ", task.id),
                   "it says " + region.task);
      core_lines += challenge ? 0 : region.lines;
    }
  }
  checks.check(core_lines <= lab.max_lines, text("the core takes at most ", lab.max_lines, " lines"),
               text("it takes ", core_lines));
}

void check_stubs(const Paths& paths, const LabManifest& lab, Checks& checks) {
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string solution = text("solutions/", lab.folder, "/", task.file);
    const std::string shown = text("labs/", lab.folder, "/", task.file);
    const std::string stub = make_stub(read_text_file(paths.root + "/" + solution), lab.id(), solution);
    checks.check(std::filesystem::exists(paths.root + "/" + shown) && read_text_file(paths.root + "/" + shown) == stub,
                 shown + " is the stub of its solution", "run ./lab sync-stubs");
  }
}

void check_solution(const Paths& paths, const LabManifest& lab, const std::string& device, uint64_t seed,
                    Checks& checks) {
  const GradeReport report = grade(paths, lab,
                                   {.folder = text(paths.root, "/solutions/", lab.folder),
                                    .slot = Slot::scratch,
                                    .only = {},
                                    .seed = seed,
                                    .device = device,
                                    .diagnoses = device == "cpu"});
  for (const TestReport& test : report.tests)
    checks.check(test.status == Status::pass, text("the solution passes ", test.task, ":", test.rung, " on ", device),
                 text(test.status, " ", test.message, " (seed ", seed, ")"));
}

void check_stub_fails(const Paths& paths, const LabManifest& lab, uint64_t seed, Checks& checks) {
  const std::string stubs = text(paths.build, "/stubs/", lab.folder);
  const GradeReport report = grade(
      paths, lab, {.folder = stubs, .slot = Slot::scratch, .only = {}, .seed = seed, .sandbox = SandboxLevel::l0});
  for (const TestReport& test : report.tests) {
    const Task* task = lab.find(test.task);
    const std::string id = task->file.empty() ? text(lab.id(), " task ") : text(lab.id(), " task ", test.task);
    const bool fails = test.status != Status::pass && test.status != Status::internal && test.status != Status::build;
    checks.check(fails && test.message.find(id) != std::string::npos,
                 text("the stub fails ", test.task, ":", test.rung, " with its task's id"),
                 text(test.status, " ", test.message));
  }
}

// Answers that no right program gives must not pass; and what is listed as an exception must still be one.
void check_wrong_answers(const Paths& paths, const LabManifest& lab, uint64_t seed, Checks& checks) {
  const std::vector<BlindTest> blind = find_blind_tests(paths, lab, Slot::scratch, seed);
  const std::vector<BlindTest> listed = listed_blind_tests(paths, lab);
  const auto holds = [](const std::vector<BlindTest>& tests, const BlindTest& test) {
    return std::find(tests.begin(), tests.end(), test) != tests.end();
  };
  for (const BlindTest& test : blind)
    checks.check(holds(listed, test), text(test.rung, " notices answers that are ", test.corruption),
                 "it passes: sharpen it, or say in blind.txt why it may");
  for (const BlindTest& test : listed)
    checks.check(holds(blind, test), text(test.rung, " passes with ", test.corruption, " as blind.txt says"),
                 "it does not any more: take the line out");
}

void check_mutants(const Paths& paths, const LabManifest& lab, uint64_t seed, Checks& checks) {
  std::map<std::string, int> of_task;
  run_mutants(paths, lab, find_mutants(paths, lab), seed, [&](const Mutant& mutant, const MutantOutcome& outcome) {
    ++of_task[mutant.task];
    checks.check(outcome.killed, text("mutant ", mutant.name, " is killed by ", mutant.task, ":", mutant.rung),
                 outcome.detail);
  });
  for (const Task& task : lab.tasks)
    if (!task.file.empty())
      checks.check(of_task[task.id] >= 2, text("task ", task.id, " has two mutants"),
                   text("it has ", of_task[task.id]));
}

// All tests once more, judge and solution in one process: under AddressSanitizer and UBSan, kernels without.
void check_sanitizers(const Paths& paths, const LabManifest& lab, uint64_t seed, Checks& checks) {
  std::vector<std::vector<std::string>> selections = {{}};
  for (const Task& task : lab.tasks)
    if (lab.kernels_apart && lab.is_traced(task)) selections.push_back({task.id});
  for (const std::vector<std::string>& only : selections) {
    const GradeOptions options{.folder = text(paths.root, "/solutions/", lab.folder),
                               .slot = Slot::scratch,
                               .only = only,
                               .seed = seed,
                               .diagnoses = false};
    checks.check(debug(paths, lab, options, false) == 0,
                 only.empty() ? "the solution runs clean under AddressSanitizer and UBSan"
                              : text("the solution of task ", only[0], " passes in one process with the judge"),
                 "see " + paths.build + "/logs/debug.log");
  }
}

// Every diagnosis points at words that the handout has; the judge itself checks that they can be told apart.
void check_handout(const Paths& paths, const LabManifest& lab, Checks& checks) {
  const std::string path = text(paths.root, "/labs/", lab.folder, "/README.md");
  const std::string handout = std::filesystem::exists(path) ? read_text_file(path) : "";
  for (const Task& task : lab.tasks)
    if (!task.file.empty())
      checks.check(handout.find("<a id=\"" + task.handout + "\"></a>") != std::string::npos,
                   text("the handout has an anchor ", task.handout, " for task ", task.id));
}

}  // namespace

int verify_command(const Paths& all_paths, const std::string& name, const std::string& seed_word,
                   const std::string& device) {
  const Paths paths = paths_for_device(all_paths, device);
  const LabManifest lab = lab_named(paths, name);
  const uint64_t seed = seed_from(seed_word, kSuiteSeed);
  std::printf("verifying lab %s, seed %llu\n", lab.folder.c_str(), static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  Checks checks;
  check_markers(paths, lab, checks);
  check_stubs(paths, lab, checks);
  check_handout(paths, lab, checks);
  try {
    check_solution(paths, lab, "cpu", seed, checks);
    check_wrong_answers(paths, lab, seed, checks);
    if (lab.on_cuda) check_solution(paths, lab, "cuda", seed, checks);
  } catch (const Error& error) {
    checks.check(false, "the solution can be graded and the diagnoses told apart", error.what());
  }
  check_sanitizers(paths, lab, seed, checks);
  check_stub_fails(paths, lab, seed, checks);
  check_mutants(paths, lab, seed, checks);
  return checks.finish();
}

}  // namespace llmsys
