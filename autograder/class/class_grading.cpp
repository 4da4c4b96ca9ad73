#include "autograder/class/class_grading.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "autograder/cli/sha256.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

class Grader {
 public:
  Grader(const Paths& paths, const LabManifest& lab, const ClassOptions& options, ClassBuild& build)
      : paths_(paths),
        lab_(lab),
        options_(options),
        build_(build),
        store_(options.out + "/state/findings"),
        version_(sha256(text(build.version(), " ", options.seed, " ", options.device, " ", options.sandbox))) {}

  GradedSubmission grade(const Submission& submission, Slot slot) const {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    GradedSubmission out;
    const GradeOptions options = options_for(submission, slot);
    const Findings findings = find(submission, options);
    out.report = report_of(paths_, lab_, options, findings);
    out.report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    set_status(submission, findings, out);
    return out;
  }

 private:
  [[nodiscard]] GradeOptions options_for(const Submission& submission, Slot slot) const {
    GradeOptions options;
    options.folder = text(options_.out, "/files/", submission.handed.id);
    options.slot = slot;
    options.seed = options_.seed;
    options.seed_shown = options_.seed_shown;
    options.device = options_.device;
    options.sandbox = options_.sandbox;
    options.jobs = 1;  // the submissions keep the cores busy
    options.build = [this, slot](const auto& programs) { return build_.build(slot, programs); };
    for (const Task& task : lab_.tasks)
      if (const auto problem = submission.problems.find(task.file); problem != submission.problems.end())
        options.problems[task.id] = problem->second;
    return options;
  }

  // All that a task's result depends on: its own file, or of the task that tests all files together all of them.
  [[nodiscard]] std::string key_of(const Submission& submission, const Task& task) const {
    std::string all = text(version_, " ", task.id);
    for (const std::string& file : task_file_names(lab_)) {
      if (!task.file.empty() && task.file != file) continue;
      const auto hash = submission.hashes.find(file);
      all += text(" ", file, " ", hash == submission.hashes.end() ? "absent" : hash->second);
    }
    return sha256(all);
  }

  [[nodiscard]] Findings find(const Submission& submission, GradeOptions options) const {
    Findings all;
    all.problems = options.problems;
    for (const Task& task : lab_.tasks) {
      if (options.problems.contains(task.id)) continue;
      if (const auto known = store_.load(key_of(submission, task)))
        add_findings(all, *known);
      else
        options.only.push_back(task.id);
    }
    if (options.only.empty() || submission.hashes.empty()) return all;
    const Findings fresh = examine(paths_, lab_, options);
    for (const std::string& id : options.only) {
      const Task& task = *lab_.find(id);
      const Findings of_task = findings_of_task(fresh, id);
      if (is_complete(of_task, task, fresh.killed.empty() && fresh.failure.empty()))
        store_.save(key_of(submission, task), of_task);
      add_findings(all, of_task);
    }
    all.failure = fresh.failure;
    all.killed = fresh.killed;
    return all;
  }

  // The first file that only has a wrong name, if there is one.
  static std::string suggestion(const Submission& submission) {
    for (const auto& [file, problem] : submission.problems)
      if (problem.find("its name must be") != std::string::npos) return ": " + problem;
    return "";
  }

  static void set_status(const Submission& submission, const Findings& findings, GradedSubmission& out) {
    const auto& tests = out.report.tests;
    const bool fault =
        !findings.failure.empty() || !findings.killed.empty() ||
        std::any_of(tests.begin(), tests.end(), [](const TestReport& test) { return test.status == Status::internal; });
    out.status = ClassStatus::graded;
    if (submission.hashes.empty()) {
      out.status = submission.refusal.empty() ? ClassStatus::no_files : ClassStatus::bad_archive;
      out.message = submission.refusal.empty() ? "none of the lab's files was handed in" + suggestion(submission)
                                               : submission.refusal;
    } else if (fault) {
      out.status = ClassStatus::internal;
      const std::string& why = findings.failure.empty() ? findings.killed : findings.failure;
      out.message = why.empty() ? "the grader failed in a test" : why;
    } else {
      out.message = submission.refusal;  // files beside a broken archive
    }
  }

  const Paths& paths_;
  const LabManifest& lab_;
  const ClassOptions& options_;
  ClassBuild& build_;
  FindingStore store_;
  std::string version_;
};

GradedSubmission failed(const LabManifest& lab, uint64_t seed, const std::string& why) {
  GradedSubmission out;
  out.message = text("the grader failed: ", why);
  out.report.lab = lab;
  out.report.seed = seed;
  return out;
}

// A submission without any file fails each test: of a refused archive for that reason, else each task for its own.
void fail_all(GradedSubmission& graded) {
  for (TestReport& test : graded.report.tests) {
    if (test.status == Status::not_graded) continue;
    if (test.status == Status::build && graded.status == ClassStatus::no_files) continue;
    test.status = Status::build;
    test.message = graded.message;
  }
}

}  // namespace

std::string_view to_text(ClassStatus status) {
  constexpr std::string_view kNames[] = {"graded", "no_files", "bad_archive", "internal"};
  return kNames[static_cast<size_t>(status)];
}

void grade_class(const Paths& paths, const LabManifest& lab, const ClassOptions& options,
                 const std::vector<Submission>& submissions, const std::atomic<bool>& stop, const OnGraded& on_graded) {
  ClassBuild build(paths, lab, options.sandbox);
  for (const Submission& submission : submissions)
    for (const auto& [file, hash] : submission.hashes) build.expect(file, hash);
  const Grader grader(paths, lab, options, build);
  std::atomic<size_t> next{0};
  std::mutex reporting;
  std::exception_ptr failure;  // of on_graded: results cannot be kept, so nothing new begins
  const auto work = [&](int thread) {
    for (size_t i = next++; i < submissions.size() && !stop; i = next++) {
      GradedSubmission graded;
      try {
        graded = grader.grade(submissions[i], class_slot(thread));
      } catch (const std::exception& error) {
        graded = failed(lab, options.seed, error.what());
      }
      if (graded.status == ClassStatus::no_files || graded.status == ClassStatus::bad_archive) fail_all(graded);
      const std::lock_guard lock(reporting);
      try {
        if (failure == nullptr) on_graded(i, std::move(graded));
      } catch (...) {
        failure = std::current_exception();
        next = submissions.size();
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < options.jobs; ++i) helpers.emplace_back(work, i);
    work(0);
  }
  if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace llmsys
