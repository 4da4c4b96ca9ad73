// Tries: fills the disk
// Held by: the sandbox: nothing but a small private folder is writable
// Policy: lets pass

#include <cstdio>
#include <fstream>
#include <string>

namespace {
void attack() {
  const std::string megabyte(1 << 20, 'x');
  for (const char* path : {"/tmp/llmsys-attack-left", "/dev/shm/llmsys-attack-left", "/var/tmp/llmsys-attack-left"}) {
    std::ofstream file(path);
    for (int i = 0; i < 4096 && file.write(megabyte.data(), 1 << 20) && file.flush(); ++i) {}
  }
}
}  // namespace
