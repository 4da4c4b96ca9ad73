/// @file
/// The command line of this program.
#pragma once
#include <optional>

#include "programs/pretrain/options.h"

namespace llmsys {

/// Reads the command line, fills everything in and checks it; nothing is written.
/// @return the options, or none if `status` says how the program ends now: bad words, which were reported
/// @throws ValueError, IoError for what contradicts itself or is not there
std::optional<PretrainOptions> read_arguments(int argc, char** argv, int& status);

}  // namespace llmsys
