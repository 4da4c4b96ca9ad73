// Tries: leaves a process behind that has left its group and its parent
// Held by: the sandbox: few processes, all of which end with the worker
// Policy: refuses

#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>

namespace {
void attack() {
  if (fork() != 0) return;
  setsid();
  if (fork() != 0) std::_Exit(0);
  prctl(PR_SET_PDEATHSIG, 0);
  prctl(PR_SET_NAME, "attack-left");
  for (int fd = 0; fd < 64; ++fd) close(fd);
  for (int i = 0; i < 600; ++i) usleep(100000);
  std::_Exit(0);
}
}  // namespace
