// Tries: becomes a shell that prints what an answer looks like
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: refuses

#include <unistd.h>

namespace {
void attack() {
  execl("/bin/sh", "sh", "-c", "printf 'llframv1' >&3; cat <&3 >&3", nullptr);
  execl("/proc/self/exe", "worker", nullptr);
}
}  // namespace
