#include "autograder/cli/lab_program.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kYours = " (yours)";

bool has_full_marks(const GradeReport& report, const std::string& task) {
  const std::vector<const TestReport*> tests = report.tests_of(task);
  return !tests.empty() && std::all_of(tests.begin(), tests.end(), [](const TestReport* test) {
    return test->status == Status::pass || test->status == Status::not_graded;
  });
}

// Puts one file of a lab where NAME_mine is built from, and says which it is.
std::string choose(const Paths& paths, const LabManifest& lab, const Task& task, const std::string& folder) {
  const std::string from = text(folder.empty() ? text(paths.root, "/solutions/", lab.folder) : folder, "/", task.file);
  const bool prebuilt = folder.empty() && !std::filesystem::exists(from);  // a release: cmake/compile_or_prebuilt.sh
  write_if_changed(text(paths.build, "/overlay/mine/", lab.folder, "/", task.file),
                   prebuilt ? "// prebuilt\n" : read_text_file(from));
  if (folder.empty()) return text("solutions/", lab.folder, "/", task.file);
  const std::string here = paths.root + "/";  // a file of the repository is named as in it
  const std::string shown = folder.starts_with(here) ? folder.substr(here.size()) : folder;
  return text(shown, "/", task.file, kYours);
}

// Grades one lab's files in `folder` (empty: the working tree's) and chooses.
void choose_files(const Paths& paths, const LabManifest& lab, const std::string& folder,
                  std::vector<std::string>& chosen) {
  std::fprintf(stderr, "[lab] grading lab %02d: files of yours with full marks are used\n", lab.number);
  GradeOptions options;
  options.seed = fresh_seed();
  options.folder = folder;
  options.slot = folder.empty() ? Slot::student : Slot::scratch;
  options.sandbox = SandboxLevel::l0;  // the programs run this code without one too
  const GradeReport report = grade(paths, lab, options);
  const std::string yours = folder.empty() ? text(paths.root, "/labs/", lab.folder) : folder;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) chosen.push_back(choose(paths, lab, task, has_full_marks(report, task.id) ? yours : ""));
}

// Says whose code the program will be made of.
void tell_whose(const std::vector<std::string>& code) {
  std::string yours;
  int count = 0;
  for (const std::string& file : code)
    if (file.ends_with(kYours)) yours += text("\n        ", file.substr(0, file.size() - kYours.size())), ++count;
  if (count == 0) yours = " (none has full marks yet)";
  std::fprintf(stderr, "[lab] files of yours in use: %d of %zu%s\n", count, code.size(), yours.c_str());
}

}  // namespace

[[noreturn]] void become_program(const Paths& paths, const LabProgram& program, bool mine, const std::string& from,
                                 const std::vector<std::string>& arguments) {
  std::vector<std::string> code;
  for (const std::string& lab : program.labs) {
    if (mine && std::filesystem::exists(text(paths.root, "/labs/", lab, "/lab.json")))  // releases may lack it
      choose_files(paths, lab_named(paths, lab), from, code);
    else
      code.push_back(text("solutions/", lab));
  }
  if (mine) tell_whose(code);
  const std::string built = program.name + (mine ? "_mine" : "_solution");
  {
    const BuildLock lock(paths);
    build_targets(paths, {built});
  }
  std::vector<std::string> command = {text(paths.build, "/programs/", program.name, "/", built)};
  command.insert(command.end(), arguments.begin(), arguments.end());
  for (const std::string& file : code) command.push_back("--code=" + file);
  become(command);
}

}  // namespace llmsys
