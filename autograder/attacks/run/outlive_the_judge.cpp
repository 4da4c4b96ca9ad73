// Tries: no longer wants to end with its parent
// Held by: limits of time, and all processes end with the worker
// Policy: refuses

#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace {
void attack() {
  prctl(PR_SET_PDEATHSIG, 0);
  prctl(PR_SET_NAME, "attack-left");
  setsid();
  std::this_thread::sleep_for(std::chrono::seconds(60));
}
}  // namespace
