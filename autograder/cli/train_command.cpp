// ./lab train: builds the program from the solutions, or with --mine from the student's files where they have full marks,
// and becomes it.
#include <filesystem>

#include "autograder/cli/commands.h"
#include "autograder/cli/lab_program.h"
#include "framework/base/error.h"

namespace llmsys {

[[noreturn]] void train_command(const Paths& paths, bool mine, const std::string& from,
                                const std::vector<std::string>& arguments) {
  LLMSYS_CHECK(ValueError, from.empty() || std::filesystem::is_directory(from), "--from: there is no folder ", from);
  become_program(paths, {"train", {"01_autodiff"}}, mine || !from.empty(), from, arguments);
}

}  // namespace llmsys
