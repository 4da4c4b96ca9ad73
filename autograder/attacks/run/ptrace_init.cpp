// Tries: traces process 1 and every other that it can name
// Held by: the sandbox: a filter of system calls
// Policy: refuses

#include <sys/ptrace.h>
#include <unistd.h>

#include <cstdio>

namespace {
void attack() {
  for (pid_t pid = 1; pid < 200; ++pid)
    if (pid != getpid() && ptrace(PTRACE_SEIZE, pid, nullptr, nullptr) == 0) std::puts("attack-succeeded ptrace");
}
}  // namespace
