// Tries: raises its own limits, and those of the judge
// Held by: the sandbox: hard limits stay
// Policy: refuses

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

namespace {
void attack() {
  const rlimit all{RLIM_INFINITY, RLIM_INFINITY}, none{0, 0};
  if (setrlimit(RLIMIT_CPU, &all) == 0) std::puts("attack-succeeded cpu");
  if (setrlimit(RLIMIT_FSIZE, &all) == 0) std::puts("attack-succeeded file size");
  if (prlimit(getppid(), RLIMIT_AS, &none, nullptr) == 0) std::puts("attack-succeeded limits of the parent");
}
}  // namespace
