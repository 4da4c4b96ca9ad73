/// @file
/// Attacks, many at a time: placed, compiled, linked and graded.
#pragma once
#include <vector>

#include "autograder/attacks/attack.h"
#include "autograder/cli/paths.h"

namespace llmsys {

/// Runs the attacks and prints what went wrong, and at last `N passed, N failed, N skipped`.
/// @return whether all were held off
bool run_campaign(const Paths& paths, std::vector<Attack> attacks);

}  // namespace llmsys
