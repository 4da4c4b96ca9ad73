/// @file
/// Runs other programs: the build, the judge, a test.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// How a program is run.
struct ProcessOptions {
  std::string folder;          ///< where it runs; empty: here
  bool errors_too = false;     ///< standard error goes the same way as standard output
  bool all_to_errors = false;  ///< standard output goes where our standard error goes
  std::vector<std::pair<std::string, std::string>> environment;  ///< variables to add
  double patience = 0;  ///< seconds without a word after which run_process() kills it; 0: any number
};

/// Runs `command` (found on PATH), hands over its standard output line by line, and waits.
/// @param on_line  called for each line, without the newline
/// @return its exit code, or 128 + the signal that ended it  @throws IoError if it cannot be started
int run_process(const std::vector<std::string>& command, const ProcessOptions& options,
                const std::function<void(std::string_view line)>& on_line);

/// Runs `command` with our own input and output.
int run_in_terminal(const std::vector<std::string>& command, const ProcessOptions& options = {});

/// Becomes `command`: this process runs it from now on, so signals and the exit code are its own.
/// @throws IoError if it cannot be started
[[noreturn]] void become(const std::vector<std::string>& command);

/// Runs `command` and collects all it prints; its errors too.
struct Captured {
  int code;          ///< as run_process()
  std::string text;  ///< standard output and error
};
/// See Captured.
Captured capture(const std::vector<std::string>& command, ProcessOptions options = {});

}  // namespace llmsys
