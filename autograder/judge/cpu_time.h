/// @file
/// Processor time of other processes, as the kernel counts it: they cannot stop or turn back that clock.
#pragma once
#include <sys/types.h>

namespace llmsys {

/// Seconds that the descendants of a process have used: all their threads, alive or ended, and the children that it or they
/// have waited for. What the process itself uses does not count: a box watches over a worker.
double cpu_seconds_below(pid_t pid);

}  // namespace llmsys
