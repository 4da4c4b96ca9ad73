/// @file
/// Processor time of other processes, as the kernel counts it: they cannot stop or turn back that clock.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace llmsys {

/// What processes did with their time.
struct CpuUse {
  double seconds = 0;  ///< of processor time
  /// During which a thread could have run and waited for a processor: the machine's fault, not its own.
  double queued_seconds = 0;
  int64_t faults_of_waited = 0;  ///< page faults of children that were waited for: grows with each of them
};

/// The descendants of a process: all their threads, and the children that it or they have waited for. What the process itself
/// uses does not count: a box watches over a worker. Of threads that have ended the queue's time is not known any more.
CpuUse cpu_use_below(pid_t pid);

/// The children of a process that live.
std::vector<pid_t> children_of(pid_t pid);

/// How long the calling thread has waited for a processor so far.
double own_queued_seconds();

}  // namespace llmsys
