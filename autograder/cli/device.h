/// @file
/// `--device cuda`: building and running on a real GPU.
#pragma once
#include <string>

#include "autograder/cli/paths.h"

namespace llmsys {

/// Why no GPU can be used here, as its driver (libcuda.so.1) says; empty if one can.
std::string why_no_gpu();

/// The paths of a command that was given `--device`: for "cuda" the build folder of preset cuda, configured where it is not yet.
/// @param device  "", "cpu" or "cuda"  @throws ValueError without a GPU, or for another word
Paths paths_for_device(const Paths& paths, const std::string& device);

/// As above, but without a GPU "cuda" is the emulator, which the preset of `paths` has: that is said on standard error.
Paths paths_for_device_or_emulator(const Paths& paths, const std::string& device);

}  // namespace llmsys
