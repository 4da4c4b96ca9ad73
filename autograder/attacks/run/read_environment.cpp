// Tries: prints its environment and its command line
// Held by: the judge: a worker's environment is empty but for three words
// Policy: refuses

#include <unistd.h>

#include <cstdio>

namespace {
void attack() {
  for (char** one = environ; *one != nullptr; ++one) std::puts(*one);
  std::fflush(stdout);
}
}  // namespace
