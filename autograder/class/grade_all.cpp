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
#include "autograder/course/course.h"
#include "autograder/course/fields.h"
#include "autograder/sandbox/probe.h"
#include "autograder/submission/path_rules.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int kInterrupted = 130;

// Without a slash at its end, so that a name can be put behind it.
std::string whole_path(const std::string& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).string();
}

// Where results go unless told: "x" and "x.zip" have theirs in "x.graded".
std::string folder_of_results(const GradeAllCommand& command) {
  if (!command.out.empty()) return whole_path(command.out);
  if (!command.old.empty()) return whole_path(command.old) + ".regraded";
  const std::string submissions = whole_path(command.submissions);
  return (fs::is_directory(submissions) ? submissions : std::string(archive_stem(submissions))) + ".graded";
}

// Results never lie where they would be taken for a student, or where they would overwrite those they are compared with.
void check_places(const GradeAllCommand& command, const std::string& out) {
  LLMSYS_CHECK(ValueError, command.old.empty() || whole_path(command.old) != out, "the results in ", out,
               " cannot be compared with themselves: choose another --out");
  if (command.submissions.empty() || !fs::is_directory(command.submissions)) return;
  const std::string inside = fs::weakly_canonical(out).lexically_relative(fs::canonical(command.submissions)).string();
  LLMSYS_CHECK(ValueError, inside.empty() || inside.starts_with(".."), "--out ", out, " lies among the submissions in ",
               command.submissions, ": choose a folder beside them");
}

std::vector<Submission> only_of(const std::vector<Submission>& submissions, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return submissions;
  std::vector<std::string> ids;
  for (const Submission& submission : submissions) ids.push_back(submission.handed.id);
  std::vector<Submission> out;
  for (const std::string& id : wanted) {
    const auto at = std::find(ids.begin(), ids.end(), id);
    LLMSYS_CHECK(ValueError, at != ids.end(), "--only: of ", ids.size(), " students none has the id ", id,
                 did_you_mean(id, ids));
    out.push_back(submissions[static_cast<size_t>(at - ids.begin())]);
  }
  return out;
}

// What the course says, where the command line says nothing.
GradeAllCommand by_course(const Paths& paths, GradeAllCommand command) {
  if (command.course.empty()) return command;
  const Course course = read_course(command.course, paths.root);
  command.hint = std::min(command.hint, course.hints.max);
  if (command.require_sandbox.empty()) command.require_sandbox = course.grading.sandbox;
  const bool told = !command.inputs.seed.empty() || !command.inputs.secret_file.empty();
  if (!told && !course.grading.secret_file.empty())
    command.inputs.secret_file = (fs::path(command.course).parent_path() / course.grading.secret_file).string();
  return command;
}

bool by_id(const GradeEntry& a, const GradeEntry& b) { return a.id < b.id; }

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
  std::sort(before.begin(), before.end(), by_id);
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
  std::sort(out.entries.begin(), out.entries.end(), by_id);
  out.stopped = interrupt.stop() && out.graded.size() < submissions.size();
  return out;
}

void print_troubles(const std::vector<GradeEntry>& entries) {
  for (const GradeEntry& entry : entries)
    if (!entry.message.empty())
      std::printf("  %s: %s, %s\n", entry.id.c_str(), entry.status.c_str(), entry.message.c_str());
}

// A second run gives the same inputs, unless it is told others, and so does a regrading: what changes is not chance. A
// secret's seed is kept in its own log only.
ChosenSeed seed_of(const GradeAllCommand& command, const LabManifest& lab, const std::string& out) {
  std::optional<uint64_t> last = read_seed(out);
  if (!last && !command.old.empty()) last = read_seed(command.old);
  const bool told = !command.inputs.seed.empty() || !command.inputs.secret_file.empty();
  const ChosenSeed chosen = !told && last ? ChosenSeed{.seed = *last, .shown = true} : choose_seed(command.inputs, lab);
  if (chosen.shown) write_seed(out, chosen.seed);
  return chosen;
}

// What becomes of a regrading that was looked at.
int decide(const GradeAllCommand& command) {
  LLMSYS_CHECK(ValueError, !command.old.empty() && !(command.apply && command.cancel),
               "--apply and --cancel are about a regrading: give --regrade-diff OLD, and one of them");
  const std::string out = folder_of_results(command), old = whole_path(command.old);
  check_places(command, out);
  if (command.cancel) {
    cancel_regrade(out);
    std::printf("%s is removed, %s stays as it was\n", out.c_str(), old.c_str());
  } else {
    const std::string kept = apply_regrade(old, out);
    std::printf("%s holds the new results, %s the old ones\n", old.c_str(), kept.c_str());
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

int grade_all_command(const Paths& all_paths, const GradeAllCommand& given) {
  if (given.apply || given.cancel) return decide(given);
  const GradeAllCommand command = by_course(all_paths, given);
  LLMSYS_CHECK(ValueError, !command.submissions.empty() && !command.lab.empty(),
               "grade-all takes a folder or an archive of submissions, and --lab N: see ./lab grade-all --help");
  const Paths paths = paths_for_device_or_emulator(all_paths, command.device);
  const LabManifest lab = lab_named(paths, command.lab);
  ClassOptions options;
  options.out = folder_of_results(command);
  check_places(command, options.out);
  options.device = command.device;
  options.sandbox = choose_sandbox(command.sandbox, command.require_sandbox);
  options.jobs = command.jobs > 0 ? command.jobs : available_cores();
  const BuildLock lock(paths);  // a second run that has the same results in hand waits, too
  const std::vector<GradeEntry> before = read_grades(options.out, lab.id());
  const ReadClass read = read_class(paths, lab, command, options.out);
  for (const std::string& note : read.notes) std::printf("%s\n", note.c_str());
  const std::vector<Submission> submissions = only_of(read.submissions, command.only);
  const ChosenSeed inputs = seed_of(command, lab, options.out);
  options.seed = inputs.seed;
  options.seed_shown = inputs.shown;
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
