/// @file
/// Says on standard error what a fatal signal was about, in words a student can use.
#pragma once

namespace llmsys {

/// Handles SIGSEGV, SIGBUS, SIGFPE and SIGILL on a stack of its own: prints a line, then lets the signal end the process.
void install_crash_report();

}  // namespace llmsys
