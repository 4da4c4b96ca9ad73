// Tries: lets timers fire while the grader reads and writes
// Held by: the judge: interrupted calls are begun again
// Policy: refuses

#include <sys/time.h>

#include <csignal>

namespace {
void attack() {
  std::signal(SIGALRM, [](int) {});
  const itimerval often{{0, 100}, {0, 100}};
  setitimer(ITIMER_REAL, &often, nullptr);
}
}  // namespace
