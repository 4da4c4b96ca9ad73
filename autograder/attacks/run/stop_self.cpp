// Tries: stops itself
// Held by: limits of time
// Policy: lets pass

#include <csignal>

namespace {
void attack() { std::raise(SIGSTOP); }
}  // namespace
