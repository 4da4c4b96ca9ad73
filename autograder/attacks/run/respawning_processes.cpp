// Tries: starts processes that start another for each that is killed
// Held by: limits of time; all processes are stopped before they are killed
// Policy: refuses

#include <unistd.h>

namespace {
void attack() {
  for (int i = 0; i < 300; ++i)
    if (fork() < 0) usleep(1000);
}
}  // namespace
