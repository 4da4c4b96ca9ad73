// Tries: computes without end and ignores the signal that says so
// Held by: limits of time
// Policy: lets pass

#include <csignal>

namespace {
void attack() {
  for (int number = 1; number < 32; ++number) std::signal(number, SIG_IGN);
  for (volatile bool on = true; on;) {}
}
}  // namespace
