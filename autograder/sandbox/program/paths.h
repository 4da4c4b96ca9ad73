/// @file
/// What of the system a program needs to run.
#pragma once
#include <string>
#include <vector>

#include "autograder/sandbox/program/options.h"

namespace llmsys::box {

/// Files and folders of the system that the program may read: libraries; with a toolchain also programs and headers. Some of
/// them may not exist.
std::vector<std::string> system_paths(const Options& options);

/// What tells about the machine: its cores and its memory.
std::vector<std::string> machine_paths();

/// Devices: /dev/null, and those of a GPU.
std::vector<std::string> devices(const Options& options);

}  // namespace llmsys::box
