// ./lab train: builds the program from the solutions, or with --mine from the student's files where they have full marks,
// and becomes it. With --model it is the one that trains language models, else the one of lab 01's character model.
#include <filesystem>
#include <system_error>

#include "autograder/cli/commands.h"
#include "autograder/cli/lab_program.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

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

// Whether language models are meant: --model begins one, --resume goes on with what its folder holds.
bool trains_language(const Paths& paths, const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--model" || word.starts_with("--model=")) return true;
    if (word != "--resume" && !word.starts_with("--resume=")) continue;
    std::string folder = word.starts_with("--resume=") ? word.substr(9) : "";
    if (word == "--resume" && i + 1 < arguments.size() && !arguments[i + 1].starts_with("-")) folder = arguments[i + 1];
    if (folder.empty()) folder = newest_run(paths);
    return fs::exists(fs::path(folder) / "training.safetensors");
  }
  return false;
}

}  // namespace

[[noreturn]] void train_command(const Paths& paths, bool mine, const std::string& from,
                                std::vector<std::string> arguments) {
  LLMSYS_CHECK(ValueError, from.empty() || fs::is_directory(from), "--from: there is no folder ", from);
  mine = mine || !from.empty();
  const bool language = trains_language(paths, arguments);
  const LabProgram program =
      language ? LabProgram{"pretrain", {"01_autodiff", "04_transformer", "05_tokenizer", "06_pretraining"}}
               : LabProgram{"train", {"01_autodiff"}};
  if (language && mine) arguments.emplace_back("--plain");  // else kernels would serve in place of the student's files
  become_program(paths, program, mine, from, arguments);
}

}  // namespace llmsys
