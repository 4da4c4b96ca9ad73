// Tries: closes all descriptors and goes on
// Held by: the judge: no channel, no answer
// Policy: refuses

#include <unistd.h>

namespace {
void attack() {
  for (int fd = 0; fd < 1024; ++fd) close(fd);
}
}  // namespace
