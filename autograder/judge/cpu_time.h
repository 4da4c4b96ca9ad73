/// @file
/// Processor time of other processes, as the kernel counts it: they cannot stop or turn back that clock.
#pragma once
#include <sys/types.h>

namespace llmsys {

/// Seconds that a process and its descendants have used: all their threads, alive or ended, and the children that they have
/// waited for. 0 for a process that is gone.
double cpu_seconds_of_tree(pid_t pid);

/// The same of all descendants of this process but those of `except`, and `except` itself.
double cpu_seconds_of_descendants(pid_t except);

}  // namespace llmsys
