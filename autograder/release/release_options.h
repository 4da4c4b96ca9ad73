/// @file
/// How the command line says `release` and `pack`.
#pragma once
#include <string>

#include "autograder/cli/paths.h"

namespace CLI {
class App;
}

namespace llmsys {

/// Adds `lab release`; `code` becomes its exit code.
void add_release(CLI::App& app, const Paths& paths, int& code);

/// Adds `lab pack`.
void add_pack(CLI::App& app, const Paths& paths, int& code);

/// Adds `lab gradescope`.
void add_gradescope(CLI::App& app, const Paths& paths, int& code);

/// Refuses, in a release for students, the commands that need solutions or the grader's own tests.
/// @throws ValueError that says who can run them
void refuse_in_release(const Paths& paths, const std::string& command);

}  // namespace llmsys
