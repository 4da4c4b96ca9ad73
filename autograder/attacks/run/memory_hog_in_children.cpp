// Tries: takes all the memory there is, in eight processes
// Held by: limits of memory
// Policy: refuses

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace {
void attack() {
  for (int i = 0; i < 3; ++i)
    if (fork() < 0) break;
  for (int i = 0; i < 1000; ++i)
    if (void* piece = std::malloc(16 << 20); piece != nullptr) std::memset(piece, 1, 16 << 20);
  _exit(0);
}
}  // namespace
