/// @file
/// How llmsys_box fails.
#pragma once
#include <string>

namespace llmsys::box {

/// Prints the words and exits with kNotStarted.
[[noreturn]] void stop(const std::string& words);

/// "WHAT: what errno says".
std::string failed(const std::string& what);

/// For the child that is to become the program: tells the supervisor over its setup pipe, and ends.
[[noreturn]] void give_up(int setup, const std::string& words);

}  // namespace llmsys::box
