// Tries: starts four processes that wait for one another, each in a session of its own
// Held by: limits of time
// Policy: refuses

#include <unistd.h>

namespace {
void attack() {
  int ends[2];
  if (pipe(ends) != 0) return;
  for (int rank = 0; rank < 3; ++rank)
    if (fork() == 0) {
      setsid();
      break;
    }
  char byte;
  while (read(ends[0], &byte, 1) != 0) {}
}
}  // namespace
