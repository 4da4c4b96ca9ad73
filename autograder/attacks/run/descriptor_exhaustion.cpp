// Tries: opens files until no more can be opened
// Held by: limits of descriptors, and the judge has its own
// Policy: lets pass

#include <cstdio>

namespace {
void attack() {
  for (int i = 0; i < 100000; ++i)
    if (std::fopen("/dev/null", "r") == nullptr) break;
}
}  // namespace
