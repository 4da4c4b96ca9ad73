// ./lab train: builds the program from the solutions, or with --mine from the student's files where they have full marks,
// and becomes it. With --model it is the one that trains language models, else the one of lab 01's character model.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

// A program that trains: its name without _solution or _mine, and the labs whose code it is made of.
struct Trainer {
  std::string name;
  std::vector<std::string> labs;
};

const Trainer& character_trainer() {
  static const Trainer trainer{"train", {"01_autodiff"}};
  return trainer;
}

const Trainer& language_trainer() {
  static const Trainer trainer{"pretrain", {"01_autodiff", "04_transformer", "05_tokenizer", "06_pretraining"}};
  return trainer;
}

// The run that was saved last: what `--resume` without a folder means.
std::string newest_run(const Paths& paths) {
  std::string newest;
  fs::file_time_type latest;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(paths.root + "/runs", none)) {
    const auto saved = fs::last_write_time(entry.path() / "model.safetensors", none);
    if (none || (!newest.empty() && saved <= latest)) continue;
    newest = entry.path().string();
    latest = saved;
  }
  return newest;
}

// Which program is meant: --model begins a language model, --resume goes on with what its folder holds.
const Trainer& trainer_for(const Paths& paths, const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--model" || word.starts_with("--model=")) return language_trainer();
    if (word != "--resume" && !word.starts_with("--resume=")) continue;
    std::string folder = word.starts_with("--resume=") ? word.substr(9) : "";
    if (word == "--resume" && i + 1 < arguments.size() && !arguments[i + 1].starts_with("-")) folder = arguments[i + 1];
    if (folder.empty()) folder = newest_run(paths);
    return fs::exists(fs::path(folder) / "training.safetensors") ? language_trainer() : character_trainer();
  }
  return character_trainer();
}

bool has_full_marks(const GradeReport& report, const std::string& task) {
  const std::vector<const TestReport*> tests = report.tests_of(task);
  return !tests.empty() && std::all_of(tests.begin(), tests.end(), [](const TestReport* test) {
    return test->status == Status::pass || test->status == Status::not_graded;
  });
}

// Puts one file of a lab where train_mine is built from, and says which it is.
std::string choose(const Paths& paths, const LabManifest& lab, const Task& task, const std::string& folder) {
  const std::string from = folder.empty() ? text(paths.root, "/solutions/", lab.folder) : folder;
  write_if_changed(text(paths.build, "/overlay/mine/", lab.folder, "/", task.file),
                   read_text_file(text(from, "/", task.file)));
  if (folder.empty()) return text("solutions/", lab.folder, "/", task.file);
  const std::string here = paths.root + "/";  // a file of the repository is named as in it
  const std::string shown = folder.starts_with(here) ? folder.substr(here.size()) : folder;
  return text(shown, "/", task.file, " (yours)");
}

// Grades one lab's files in `folder` (empty: the working tree's) and chooses.
void choose_files(const Paths& paths, const LabManifest& lab, const std::string& folder,
                  std::vector<std::string>& chosen) {
  std::fprintf(stderr, "[lab] grading lab %02d: files of yours with full marks are used\n", lab.number);
  GradeOptions options;
  options.seed = fresh_seed();
  options.folder = folder;
  options.slot = folder.empty() ? Slot::student : Slot::scratch;
  const GradeReport report = grade(paths, lab, options);
  const std::string yours = folder.empty() ? text(paths.root, "/labs/", lab.folder) : folder;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) chosen.push_back(choose(paths, lab, task, has_full_marks(report, task.id) ? yours : ""));
}

}  // namespace

[[noreturn]] void train_command(const Paths& paths, bool mine, const std::string& from,
                                const std::vector<std::string>& arguments) {
  LLMSYS_CHECK(ValueError, from.empty() || fs::is_directory(from), "--from: there is no folder ", from);
  std::vector<std::string> code;
  mine = mine || !from.empty();
  const Trainer& trainer = trainer_for(paths, arguments);
  for (const std::string& lab : trainer.labs) {
    if (mine && fs::exists(text(paths.root, "/labs/", lab, "/lab.json")))
      choose_files(paths, lab_named(paths, lab), from, code);
    else
      code.push_back(text("solutions/", lab));
  }
  const std::string program = trainer.name + (mine ? "_mine" : "_solution");
  {
    const BuildLock lock(paths);
    build_targets(paths, {program});
  }
  std::vector<std::string> command = {text(paths.build, "/programs/", trainer.name, "/", program)};
  command.insert(command.end(), arguments.begin(), arguments.end());
  for (const std::string& file : code) command.push_back("--code=" + file);
  if (mine && trainer.name == "pretrain")
    command.emplace_back("--plain");  // else kernels would serve in place of your files
  become(command);
}

}  // namespace llmsys
