#include "autograder/class/grade_all.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "autograder/class/class_files.h"
#include "autograder/class/interrupt.h"
#include "autograder/class/read_class.h"
#include "autograder/class/regrade.h"
#include "autograder/class/summary.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/device.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int kInterrupted = 130;

// Where results go unless told: "x" and "x.zip" have theirs in "x.graded".
std::string folder_of_results(const GradeAllCommand& command) {
  if (!command.out.empty()) return command.out;
  if (!command.old.empty()) return command.old + ".regraded";
  fs::path submissions = fs::path(command.submissions).lexically_normal();
  if (!submissions.has_filename()) submissions = submissions.parent_path();
  return submissions.replace_extension(fs::is_directory(submissions) ? submissions.extension() : "").string() +
         ".graded";
}

std::vector<Submission> only_of(std::vector<Submission> submissions, const std::string& id) {
  if (id.empty()) return submissions;
  std::vector<std::string> ids;
  for (const Submission& submission : submissions) ids.push_back(submission.handed.id);
  std::erase_if(submissions, [&](const Submission& submission) { return submission.handed.id != id; });
  LLMSYS_CHECK(ValueError, !submissions.empty(), "--only: there is no student ", id, "; there are ", join(ids, ", "));
  return submissions;
}

// grades.json after this run: what was graded now, the rest as it was. Of a run over all, none of an earlier one stays.
std::vector<GradeEntry> merged(std::vector<GradeEntry> before, const std::vector<GradeEntry>& now, bool all) {
  if (all) before.clear();
  for (const GradeEntry& entry : now) {
    const auto same = std::find_if(before.begin(), before.end(), [&](const GradeEntry& e) { return e.id == entry.id; });
    if (same == before.end())
      before.push_back(entry);
    else
      *same = entry;
  }
  std::sort(before.begin(), before.end(), [](const GradeEntry& a, const GradeEntry& b) { return a.id < b.id; });
  return before;
}

// What became of a run.
struct Outcome {
  std::vector<GradedSubmission> graded;
  std::vector<GradeEntry> entries;
  bool stopped = false;
};

Outcome grade_submissions(const Paths& paths, const LabManifest& lab, const ClassOptions& options, int hint,
                          const std::vector<Submission>& submissions) {
  Outcome out;
  const Interrupt interrupt;
  ProgressBar bar("grading", static_cast<int64_t>(submissions.size()));
  size_t troubled = 0;
  grade_class(paths, lab, options, submissions, interrupt.stop(), [&](size_t i, GradedSubmission graded) {
    out.entries.push_back(write_reports(options.out, submissions[i], graded, hint));
    if (graded.status != ClassStatus::graded) ++troubled;
    out.graded.push_back(std::move(graded));
    bar.update(static_cast<int64_t>(out.graded.size()),
               text(submissions[i].handed.id, troubled == 0 ? "" : text(", ", troubled, " not graded")));
  });
  out.stopped = interrupt.stop() && out.graded.size() < submissions.size();
  return out;
}

void print_troubles(const std::vector<GradeEntry>& entries) {
  for (const GradeEntry& entry : entries)
    if (!entry.message.empty())
      std::printf("  %s: %s, %s\n", entry.id.c_str(), entry.status.c_str(), entry.message.c_str());
}

// A second run gives the same inputs, unless it is told others. A secret's seed is kept in its own log only.
ChosenSeed seed_of(const GradeAllCommand& command, const LabManifest& lab, const std::string& out) {
  const std::optional<uint64_t> last = read_seed(out);
  const bool told = !command.inputs.seed.empty() || !command.inputs.secret_file.empty();
  if (!told && last) return {.seed = *last, .shown = true};
  const ChosenSeed chosen = choose_seed(command.inputs, lab);
  if (chosen.shown) write_seed(out, chosen.seed);
  return chosen;
}

// What becomes of a regrading that was looked at.
int decide(const GradeAllCommand& command) {
  LLMSYS_CHECK(ValueError, !command.old.empty() && !(command.apply && command.cancel),
               "--apply and --cancel are about a regrading: give --regrade-diff OLD, and one of them");
  const std::string out = folder_of_results(command);
  if (command.cancel) {
    cancel_regrade(out);
    std::printf("%s is removed, %s stays as it was\n", out.c_str(), command.old.c_str());
  } else {
    const std::string kept = apply_regrade(command.old, out);
    std::printf("%s holds the new results, %s the old ones\n", command.old.c_str(), kept.c_str());
  }
  return 0;
}

void print_diff(const GradeAllCommand& command, const std::string& out) {
  if (command.old.empty()) return;
  std::printf("\nchanges against %s:\n%s", command.old.c_str(), regrade_diff(command.old, out).c_str());
  std::printf("./lab grade-all --regrade-diff %s --out %s --apply makes them count; --cancel drops them\n",
              command.old.c_str(), out.c_str());
}

}  // namespace

int grade_all_command(const Paths& all_paths, const GradeAllCommand& command) {
  if (command.apply || command.cancel) return decide(command);
  LLMSYS_CHECK(ValueError, !command.submissions.empty() && !command.lab.empty(),
               "grade-all takes a folder or an archive of submissions, and --lab N: see ./lab grade-all --help");
  const Paths paths = paths_for_device_or_emulator(all_paths, command.device);
  const LabManifest lab = lab_named(paths, command.lab);
  ClassOptions options;
  options.out = fs::absolute(folder_of_results(command)).string();
  options.device = command.device;
  options.sandbox = choose_sandbox(command.sandbox, command.require_sandbox);
  options.jobs = command.jobs > 0 ? command.jobs : available_cores();
  const std::vector<GradeEntry> before = read_grades(options.out, lab.id());
  ReadClass read = read_class(paths, lab, command, options.out);
  for (const std::string& note : read.notes) std::printf("%s\n", note.c_str());
  const std::vector<Submission> submissions = only_of(std::move(read.submissions), command.only);
  const ChosenSeed inputs = seed_of(command, lab, options.out);
  options.seed = inputs.seed;
  options.seed_shown = inputs.shown;
  const BuildLock lock(paths);
  const Outcome outcome = grade_submissions(paths, lab, options, command.hint, submissions);
  if (outcome.stopped) {
    std::fprintf(stderr, "stopped: %zu of %zu submissions are graded; the same command goes on from here\n",
                 outcome.graded.size(), submissions.size());
    return kInterrupted;
  }
  const std::vector<GradeEntry> entries = merged(before, outcome.entries, command.only.empty());
  write_grades(options.out,
               {.lab = lab.id(), .round = command.inputs.round, .seed = options.seed, .seed_shown = options.seed_shown},
               entries);
  std::fputs(class_summary(lab, outcome.graded).c_str(), stdout);
  print_troubles(outcome.entries);
  std::printf("grades and reports: %s\n", options.out.c_str());
  print_diff(command, options.out);
  const bool fault = std::any_of(outcome.graded.begin(), outcome.graded.end(),
                                 [](const GradedSubmission& graded) { return graded.status == ClassStatus::internal; });
  if (fault) std::printf("the grader failed in some of them: the same command tries these again\n");
  return fault ? 1 : 0;
}

}  // namespace llmsys
