// Tries: ends, and leaves the grader's channel open in a child
// Held by: limits of time, and all processes end with the worker
// Policy: refuses

#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>

namespace {
void attack() {
  if (fork() != 0) std::_Exit(0);
  prctl(PR_SET_NAME, "attack-left");
  setsid();
  for (int i = 0; i < 600; ++i) usleep(100000);
  std::_Exit(0);
}
}  // namespace
