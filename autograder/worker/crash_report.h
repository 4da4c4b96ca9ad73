/// @file
/// Says on standard error what a fatal signal was about, and where the program was, in words the judge can read.
#pragma once
#include <string_view>

namespace llmsys {

/// How a line begins that holds a stack: addresses in the program, hexadecimal, counted from its beginning, innermost first; each
/// is where a call returns to. The judge has the lines of the source for them.
inline constexpr std::string_view kStackMark = "[stack]";

/// Handles SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and SIGXCPU on a stack of its own: prints the stack and a line on what
/// happened, then lets the signal end the process. All of it by async-signal-safe means.
void install_crash_report();

/// Prints such a line; what lies outside of the program is left out. Async-signal-safe. After install_crash_report() only.
/// @param frames  as backtrace() gives them
void say_stack(void* const* frames, int count);

/// While it lives, a call that takes longer prints its stack once, and goes on.
class SlowCallReport {
 public:
  /// @param seconds  of wall-clock time; 0: never
  explicit SlowCallReport(double seconds);
  ~SlowCallReport();
  SlowCallReport(const SlowCallReport&) = delete;
  SlowCallReport& operator=(const SlowCallReport&) = delete;
};

}  // namespace llmsys
