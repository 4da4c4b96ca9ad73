/// @file
/// Why a program called std::abort(), or somebody else for it.
#pragma once
#include <string>

namespace llmsys {

/// The last line that is not empty; empty if there is none.
std::string last_line(const std::string& output);

/// What the run-time libraries said before they ended a program, in words for a student: a failed assertion, an exception that
/// nobody may catch, a thread that was left running, a damaged heap. Other words as they are.
/// @param output  the end of what the program printed
std::string abort_text(const std::string& output);

}  // namespace llmsys
