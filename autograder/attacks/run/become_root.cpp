// Tries: asks for all privileges
// Held by: the sandbox: no way back to them
// Policy: refuses

#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace {
void attack() {
  const bool was_root = setuid(0) == 0 && setresuid(0, 0, 0) == 0;
  if (was_root && mount("none", "/usr", nullptr, MS_REMOUNT | MS_BIND, nullptr) == 0)
    std::puts("attack-succeeded mount");
  if (mount("none", "/mnt", "tmpfs", 0, nullptr) == 0) std::puts("attack-succeeded mount");
  if (chroot("/tmp") == 0) std::puts("attack-succeeded chroot");
  std::ofstream("/usr/lib/llmsys-attack-left") << "x";
}
}  // namespace
