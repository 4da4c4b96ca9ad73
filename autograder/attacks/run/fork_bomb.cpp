// Tries: starts processes that start processes
// Held by: the sandbox: few processes, all of which end with the worker
// Policy: refuses
#include <unistd.h>

namespace {
void attack() {
  for (int i = 0; i < 100000; ++i)
    if (fork() < 0) usleep(1000);
}
}  // namespace
