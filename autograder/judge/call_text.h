/// @file
/// A call to the code under test, in a few words.
#pragma once
#include <string>

#include "autograder/protocol/message.h"

namespace llmsys {

/// "shape = [2, 3], a = 0.5"; of longer values the beginning. Empty if all of it would be too long to help.
std::string inputs_text(const Values& inputs);

/// "bigram_counts with tokens = [0, 2, 1], V = 3"; of a session "allocator.free with ...".
std::string call_text(const Request& request);

}  // namespace llmsys
