/// @file
/// Ctrl-C as a question, not an end: the loop asks between steps, saves, and leaves.
#pragma once

namespace llmsys {

/// From now on SIGINT and SIGTERM only set a flag; a second one ends the program at once. A file that grows beyond its
/// limit (ulimit -f) is an error of the write, no longer the end of the program.
void catch_interrupts();

/// Whether one came.
bool interrupted();

}  // namespace llmsys
