// Tries: kills all processes it may
// Held by: the sandbox: signals do not leave it
// Policy: refuses

#include <signal.h>
#include <unistd.h>

namespace {
void attack() { kill(-1, SIGKILL); }
}  // namespace
