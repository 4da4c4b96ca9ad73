/// @file
/// Any CUDA program, built for the emulator: what `lab profile FILE.cu` runs.
#pragma once
#include <string>

#include "autograder/cli/paths.h"

namespace llmsys {

/// Rewrites what g++ does not read (`kernel<<<grid, block>>>(..)`, `extern __shared__`) in the file and in the headers of
/// its own folder that it includes, and builds it with the tracer and the profile's recorder.
/// @param source  a .cu file with a main()   @return the program
/// @throws IoError if the file cannot be read, or with what the compiler said
std::string build_raw_program(const Paths& paths, const std::string& source);

}  // namespace llmsys
