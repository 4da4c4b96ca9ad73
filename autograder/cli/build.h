/// @file
/// Builds targets with ninja and shows progress.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/sandbox/level.h"

namespace llmsys {

/// What LLMSYS_JOBS says: how many compilers run at a time. 0: as many as the machine has cores, and some more.
int wanted_jobs();

/// Builds `targets`; a bar at a terminal, silence otherwise.
/// @param preset  "cpu", "asan", ...: its folder lies beside paths.build; configured if it is not there yet
/// @throws IoError with the end of what the build printed
void build_targets(const Paths& paths, const std::vector<std::string>& targets, const std::string& preset = "cpu");

/// Builds `targets` and then those of `programs`, all that can be built. A program that cannot be linked is removed, so
/// that none of an earlier build is left.
/// @param programs  path of each program in the build folder, and its target
/// @param sandbox   what the students' files among their sources are compiled in
/// @return what the linker said, by the path of each program that could not be linked
/// @throws IoError as build_targets() if anything else fails
std::map<std::string, std::string> build_programs(const Paths& paths, const std::vector<std::string>& targets,
                                                  const std::map<std::string, std::string>& programs,
                                                  SandboxLevel sandbox = SandboxLevel::l0);

/// Configures a preset whose build folder is not there yet.  @throws IoError with what CMake said
void configure_preset(const Paths& paths, const std::string& preset);

/// The build folder of a preset.
std::string preset_folder(const Paths& paths, const std::string& preset);

}  // namespace llmsys
