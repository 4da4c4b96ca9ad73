// Tries: leaves a process behind, and answers rightly
// Held by: the sandbox: few processes, all of which end with the worker
// Policy: refuses
// Place: solution

#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>

namespace {
void attack() {
  if (fork() != 0) return;
  setsid();
  if (fork() != 0) std::_Exit(0);
  prctl(PR_SET_NAME, "attack-left");
  for (int i = 0; i < 600; ++i) usleep(100000);
  std::_Exit(0);
}
}  // namespace
