// Tries: starts a shell and other programs
// Held by: the sandbox: an exec runs under the same limits
// Policy: refuses

#include <cstdlib>

namespace {
void attack() {
  if (std::system("echo attack-shell; id; (sleep 60; echo llmsys-attack-left) &") != 0) return;
}
}  // namespace
