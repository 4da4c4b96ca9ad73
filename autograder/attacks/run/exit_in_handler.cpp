// Tries: turns every failure into success in a handler that runs at the end
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: lets pass

#include <cstdlib>

namespace {
void attack() {
  std::atexit([] { std::_Exit(0); });
  std::exit(1);
}
}  // namespace
