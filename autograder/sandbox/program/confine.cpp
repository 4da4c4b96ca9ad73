#include "autograder/sandbox/program/confine.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr int64_t kMarginOfThreads = 256;  // where a user's other processes count too

// How many user ids there are: 2^32 - 1, or those that a container maps.
uint64_t mapped_users() {
  FILE* file = std::fopen("/proc/self/uid_map", "r");
  if (file == nullptr) return 0;
  unsigned long long inside = 0, outside = 0, count = 0;
  const int read = std::fscanf(file, "%llu %llu %llu", &inside, &outside, &count);
  std::fclose(file);
  return read == 3 && inside == 0 ? count : 0;
}

// "0.42 0.30 0.21 2/345 6789": 345 threads on this machine, those of our user among them.
int64_t threads_of_all() {
  FILE* file = std::fopen("/proc/loadavg", "r");
  if (file == nullptr) return 0;
  int64_t count = 0;
  if (std::fscanf(file, "%*s %*s %*s %*d/%ld", &count) != 1) count = 0;
  std::fclose(file);
  return count;
}

bool limit(__rlimit_resource resource, int64_t soft, int64_t hard) {
  rlimit value{};
  getrlimit(resource, &value);  // a hard limit that is lower already stays
  value = {std::min(value.rlim_max, static_cast<rlim_t>(soft)), std::min(value.rlim_max, static_cast<rlim_t>(hard))};
  return setrlimit(resource, &value) == 0;
}

}  // namespace

// Above what directories of users (2'000'200'000 at most by default, sssd.conf(5)) and containers are given, below 2^31: at the
// end of a box all processes of its user are killed, so nobody else may have that number.
uid_t own_user(pid_t supervisor) {
  constexpr uint64_t kMostProcesses = uint64_t{1} << 22;  // of Linux
  constexpr uid_t kFirst = 2'100'000'000, kFirstOfFew = 20'000;
  const auto number = static_cast<uid_t>(supervisor);
  constexpr uid_t kFew = 40'000;
  const uint64_t mapped = mapped_users();
  if (mapped < kFirstOfFew + kFew) return 0;
  return mapped > uint64_t{kFirst} + kMostProcesses ? kFirst + number : kFirstOfFew + number % kFew;
}

std::string become_user(uid_t user) {
  if (setgroups(0, nullptr) != 0) return failed("setgroups");
  if (setresgid(user, user, user) != 0) return failed("setresgid");
  if (setresuid(user, user, user) != 0) return failed("setresuid");
  return setuid(0) == 0 ? "root came back" : "";
}

std::string drop_capabilities(bool but_of_files) {
  const uint32_t kept = but_of_files ? (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH) : 0;
  for (int capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; ++capability)
    if (capability >= 32 || (kept >> capability & 1) == 0) prctl(PR_CAPBSET_DROP, capability);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (syscall(SYS_capget, &header, data) != 0) return failed("capget");
  data[0] = {data[0].effective & kept, data[0].permitted & kept, 0};
  data[1] = {0, 0, 0};
  return syscall(SYS_capset, &header, data) == 0 ? "" : failed("capset");
}

std::string set_limits(const Options& options, bool shared_user) {
  const int64_t processes = options.processes + (shared_user ? threads_of_all() + kMarginOfThreads : 0);
  bool done = limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, 256, 256);
  if (options.cpu_seconds > 0) done = done && limit(RLIMIT_CPU, options.cpu_seconds, options.cpu_seconds + 1);
  if (options.address_bytes > 0) done = done && limit(RLIMIT_AS, options.address_bytes, options.address_bytes);
  if (options.file_bytes > 0) done = done && limit(RLIMIT_FSIZE, options.file_bytes, options.file_bytes);
  if (options.processes > 0) done = done && limit(RLIMIT_NPROC, processes, processes);
  return done ? "" : failed("setrlimit");
}

void close_from(int first) {
  constexpr unsigned kCloseOnExec = 1U << 2;  // CLOSE_RANGE_CLOEXEC
  if (syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, kCloseOnExec) == 0) return;
  for (int fd = first; fd < 1024; ++fd) fcntl(fd, F_SETFD, FD_CLOEXEC);  // before Linux 5.11
}

}  // namespace llmsys::box
