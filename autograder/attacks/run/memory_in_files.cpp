// Tries: takes memory that no process owns: anonymous files
// Held by: limits of memory
// Policy: refuses

#include <sys/mman.h>
#include <unistd.h>

#include <string>

namespace {
void attack() {
  const std::string megabyte(1 << 20, 'x');
  for (int i = 0; i < 4; ++i) {
    const int file = memfd_create("x", 0);
    for (int k = 0; k < 1024 && file >= 0 && write(file, megabyte.data(), megabyte.size()) > 0; ++k) {}
  }
}
}  // namespace
