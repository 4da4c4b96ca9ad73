/// @file
/// The outer process of a box: starts the program, watches it, cleans up behind it.
#pragma once
#include "autograder/sandbox/program/options.h"

namespace llmsys::box {

/// Runs the box to its end.  @return the exit code of llmsys_box
int supervise(const Options& options);

}  // namespace llmsys::box
