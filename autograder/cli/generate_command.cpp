// ./lab generate and ./lab eval: build the program from the solutions, or with --mine from the student's files where they
// have full marks, and become it.
#include "autograder/cli/commands.h"
#include "autograder/cli/lab_program.h"

namespace llmsys {
namespace {

[[noreturn]] void become_reader(const Paths& paths, const char* program, bool mine,
                                std::vector<std::string>& arguments) {
  if (mine) arguments.emplace_back("--plain");  // else kernels would serve in place of the student's formulas
  become_program(paths, {program, {"01_autodiff", "04_transformer", "05_tokenizer"}}, mine, "", arguments);
}

}  // namespace

void generate_command(const Paths& paths, bool mine, std::vector<std::string> arguments) {
  become_reader(paths, "generate", mine, arguments);
}

void eval_command(const Paths& paths, bool mine, std::vector<std::string> arguments) {
  become_reader(paths, "eval", mine, arguments);
}

}  // namespace llmsys
