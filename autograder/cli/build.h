/// @file
/// Builds targets with ninja and shows progress.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"

namespace llmsys {

/// Builds `targets`; a bar at a terminal, silence otherwise.
/// @param preset  "cpu", "asan", ...: its folder lies beside paths.build; configured if it is not there yet
/// @throws BuildError with the end of what the build printed
void build_targets(const Paths& paths, const std::vector<std::string>& targets, const std::string& preset = "cpu");

/// The build folder of a preset.
std::string preset_folder(const Paths& paths, const std::string& preset);

}  // namespace llmsys
