// ./lab generate: builds the program from the solutions, or with --mine from the student's files where they have full
// marks, and becomes it.
#include "autograder/cli/commands.h"
#include "autograder/cli/lab_program.h"

namespace llmsys {

[[noreturn]] void generate_command(const Paths& paths, bool mine, std::vector<std::string> arguments) {
  if (mine) arguments.emplace_back("--plain");  // else kernels would serve in place of the student's formulas
  become_program(paths, {"generate", {"01_autodiff", "04_transformer", "05_tokenizer"}}, mine, "", arguments);
}

}  // namespace llmsys
