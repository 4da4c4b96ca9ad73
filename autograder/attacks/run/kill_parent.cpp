// Tries: kills the judge
// Held by: the sandbox: signals do not leave it
// Policy: refuses

#include <signal.h>
#include <unistd.h>

namespace {
void attack() { kill(getppid(), SIGKILL); }
}  // namespace
