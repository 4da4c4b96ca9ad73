// Tries: makes a user namespace in which it is root
// Held by: the sandbox: a filter of system calls
// Policy: refuses

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>

namespace {
void attack() {
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) std::puts("attack-succeeded unshare");
  if (mount("/", "/mnt", nullptr, MS_BIND | MS_REC, nullptr) == 0) std::puts("attack-succeeded mount");
}
}  // namespace
