// ./lab train: builds the program from the solutions, or with --mine from the student's files where they have full marks,
// and becomes it.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr const char* kLabs[] = {"01_autodiff"};  // whose code trains

bool has_full_marks(const GradeReport& report, const std::string& task) {
  const std::vector<const TestReport*> tests = report.tests_of(task);
  return !tests.empty() && std::all_of(tests.begin(), tests.end(), [](const TestReport* test) {
    return test->status == Status::pass || test->status == Status::not_graded;
  });
}

// Puts one file of a lab where train_mine is built from, the student's or the solution's, and says which.
std::string choose(const Paths& paths, const LabManifest& lab, const Task& task, bool mine) {
  const std::string from = text(mine ? "labs/" : "solutions/", lab.folder, "/", task.file);
  write_if_changed(text(paths.build, "/overlay/mine/", lab.folder, "/", task.file),
                   read_text_file(text(paths.root, "/", from)));
  return mine ? from + " (yours)" : from;
}

// Grades one lab and chooses its files.
void choose_files(const Paths& paths, const LabManifest& lab, std::vector<std::string>& chosen) {
  std::fprintf(stderr, "[lab] grading lab %02d: files of yours with full marks are used\n", lab.number);
  GradeOptions options;
  options.seed = fresh_seed();
  const GradeReport report = grade(paths, lab, options);
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) chosen.push_back(choose(paths, lab, task, has_full_marks(report, task.id)));
}

std::vector<std::string> solution_files() {
  std::vector<std::string> out;
  for (const char* lab : kLabs) out.push_back(text("solutions/", lab));
  return out;
}

}  // namespace

[[noreturn]] void train_command(const Paths& paths, bool mine, const std::vector<std::string>& arguments) {
  std::vector<std::string> code = solution_files();
  if (mine) {
    code.clear();
    for (const char* lab : kLabs) choose_files(paths, lab_named(paths, lab), code);
  }
  const std::string program = mine ? "train_mine" : "train_solution";
  {
    const BuildLock lock(paths);
    build_targets(paths, {program});
  }
  std::vector<std::string> command = {text(paths.build, "/programs/train/", program)};
  command.insert(command.end(), arguments.begin(), arguments.end());
  for (const std::string& file : code) command.push_back("--code=" + file);
  become(command);
}

}  // namespace llmsys
