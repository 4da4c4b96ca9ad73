// Tries: kills its group and the groups of others
// Held by: the sandbox: signals do not leave it
// Policy: refuses

#include <signal.h>
#include <unistd.h>

namespace {
void attack() {
  kill(0, SIGTERM);
  for (pid_t group = 2; group < 70000; ++group) killpg(group, SIGKILL);
}
}  // namespace
