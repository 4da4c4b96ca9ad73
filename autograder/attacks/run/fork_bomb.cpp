// Tries: starts processes that start processes, and answers when no more can be had
// Held by: the sandbox: few processes, all of which end with the worker
// Policy: refuses

#include <unistd.h>

namespace {
void attack() {
  const pid_t first = getpid();
  while (fork() >= 0) continue;
  while (getpid() != first) pause();
}
}  // namespace
