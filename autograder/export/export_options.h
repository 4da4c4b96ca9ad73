/// @file
/// How the command line says `export`.
#pragma once
#include "autograder/cli/paths.h"

namespace CLI {
class App;
}

namespace llmsys {

/// Adds `lab export`; `code` becomes its exit code.
void add_export(CLI::App& app, const Paths& paths, int& code);

}  // namespace llmsys
