// Tries: calls what programs seldom call: keys, rings, events, handles, filters
// Held by: the sandbox: a filter of system calls
// Policy: refuses

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

namespace {
void attack() {
  char zeros[256];
  std::memset(zeros, 0, sizeof zeros);
  if (syscall(SYS_keyctl, 0, -3, 1) >= 0) std::puts("attack-succeeded keyctl");
  if (syscall(SYS_add_key, "user", "x", "y", 1, -3) >= 0) std::puts("attack-succeeded add_key");
  if (syscall(SYS_io_uring_setup, 8, zeros) >= 0) std::puts("attack-succeeded io_uring");
  if (syscall(SYS_bpf, 5, zeros, 128) >= 0) std::puts("attack-succeeded bpf");
  if (syscall(SYS_userfaultfd, 0) >= 0) std::puts("attack-succeeded userfaultfd");
  if (syscall(SYS_perf_event_open, zeros, 0, -1, -1, 0) >= 0) std::puts("attack-succeeded perf");
  if (syscall(SYS_pidfd_open, getppid(), 0) >= 0) std::puts("attack-succeeded pidfd");
  if (syscall(SYS_sethostname, "attacked", 8) == 0) std::puts("attack-succeeded hostname");
}
}  // namespace
