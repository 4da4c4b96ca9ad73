// Tries: starts itself anew with a library of its own in front
// Held by: the sandbox: there is no place for a library
// Policy: refuses

#include <unistd.h>

#include <cstdlib>

namespace {
void attack() {
  setenv("LD_PRELOAD", "/tmp/llmsys-attack-left.so", 1);
  setenv("LD_DEBUG", "all", 1);
  if (getenv("ATTACKED") == nullptr) {
    setenv("ATTACKED", "1", 1);
    execl("/proc/self/exe", "worker", "cpu", nullptr);
  }
}
}  // namespace
