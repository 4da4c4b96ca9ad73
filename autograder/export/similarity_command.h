/// @file
/// `lab export jplag` and `lab export moss`.
#pragma once
#include "autograder/export/class_results.h"
#include "autograder/export/export_command.h"

namespace llmsys {

/// Reads the submissions anew from where they were handed in, lays their task files out and says what to run.
int export_similarity(const Paths& paths, const ExportCommand& command, const ClassResults& results);

}  // namespace llmsys
