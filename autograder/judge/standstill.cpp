#include "autograder/judge/standstill.h"

#include <csignal>

#include "autograder/judge/cpu_time.h"

namespace llmsys {
namespace {

void signal_all_below(pid_t pid, int signal) {
  for (const pid_t child : children_of(pid)) {
    kill(child, signal);
    signal_all_below(child, signal);
  }
}

}  // namespace

Standstill::Standstill(pid_t pid) : pid_(pid) { signal_all_below(pid_, SIGSTOP); }

Standstill::~Standstill() { signal_all_below(pid_, SIGCONT); }

}  // namespace llmsys
