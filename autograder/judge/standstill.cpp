#include "autograder/judge/standstill.h"

#include <csignal>

#include "autograder/judge/cpu_time.h"

namespace llmsys {
namespace {

// The last of each line of descendants: what stands above the program is the box's, and would wake up for nothing.
void signal_last_below(pid_t pid, int signal) {
  for (const pid_t child : children_of(pid)) {
    if (children_of(child).empty())
      kill(child, signal);
    else
      signal_last_below(child, signal);
  }
}

}  // namespace

Standstill::Standstill(pid_t pid) : pid_(pid) { signal_last_below(pid_, SIGSTOP); }

Standstill::~Standstill() { signal_last_below(pid_, SIGCONT); }

}  // namespace llmsys
