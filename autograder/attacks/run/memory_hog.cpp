// Tries: takes all the memory there is
// Held by: limits of memory
// Policy: lets pass

#include <cstdlib>
#include <cstring>

namespace {
void attack() {
  for (int i = 0; i < 100000; ++i)
    if (void* piece = std::malloc(16 << 20); piece != nullptr) std::memset(piece, 1, 16 << 20);
}
}  // namespace
