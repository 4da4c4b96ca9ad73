// Tries: goes on after each crash
// Held by: limits of time
// Policy: lets pass

#include <csignal>

namespace {
void attack() {
  std::signal(SIGSEGV, [](int) {});
  *static_cast<volatile int*>(nullptr) = 1;
}
}  // namespace
