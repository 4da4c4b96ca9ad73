/// @file
/// Programs as a user runs them.
#pragma once
#include <string>

namespace llmsys::testing {

/// What came of a command.
struct ShellResult {
  int code;          ///< exit status; 128 and the number of the signal that ended it
  std::string text;  ///< standard output and error, as they came
};

/// Runs a command of sh and waits for it.  @throws IoError if there is no shell
ShellResult shell(const std::string& command);

}  // namespace llmsys::testing
