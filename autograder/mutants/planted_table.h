/// @file
/// Planted mutants (cli/mutants.h) for docs/mutants.md: which test catches each, and which mistake the report then names.
#pragma once
#include <string>

#include "autograder/cli/paths.h"

namespace llmsys::mutants {

/// A section with a table for each lab, as Markdown. `./lab verify` holds that the tests and names are those.
std::string planted_tables(const Paths& paths);

}  // namespace llmsys::mutants
