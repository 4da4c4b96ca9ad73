// Landlock by its system calls: the headers of older systems lack half of what newer kernels have.
// What each version added: https://docs.kernel.org/userspace-api/landlock.html, "Previous limitations".
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "autograder/sandbox/program/confine.h"
#include "autograder/sandbox/program/paths.h"
#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr long kCreateRuleset = 444, kAddRule = 445, kRestrictSelf = 446;  // the same on every architecture

constexpr uint64_t kExecute = 1U << 0, kWriteFile = 1U << 1, kReadFile = 1U << 2, kReadDir = 1U << 3;
constexpr uint64_t kRefer = 1U << 13, kTruncate = 1U << 14, kDeviceControl = 1U << 15;
constexpr uint64_t kFirstVersion = (1U << 13) - 1;
constexpr uint64_t kRead = kExecute | kReadFile | kReadDir;
constexpr uint64_t kOfFiles = kExecute | kWriteFile | kReadFile | kTruncate | kDeviceControl;
constexpr uint64_t kSpecial = (1U << 6) | (1U << 9) | (1U << 10) | (1U << 11);  // devices, sockets, pipes

struct Ruleset {
  uint64_t files = kFirstVersion;
  uint64_t network = 0;
  uint64_t scope = 0;
};

struct __attribute__((packed)) BeneathPath {
  uint64_t allowed;
  int32_t parent;
};

// All that this version can hold back; `size` is what of the struct it knows.
Ruleset ruleset_of(int version, size_t& size) {
  Ruleset all;
  size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  if (version >= 2) all.files |= kRefer;
  if (version >= 3) all.files |= kTruncate;
  if (version >= 4) all.network = 3;  // bind and connect of TCP
  if (version >= 5) all.files |= kDeviceControl;
  if (version >= 6) all.scope = 3;  // abstract sockets and signals
  return all;
}

class Rules {
 public:
  Rules(int ruleset, uint64_t handled) : ruleset_(ruleset), handled_(handled) {}

  void allow(int fd, uint64_t access) {
    struct stat info {};
    if (fstat(fd, &info) != 0) return;
    if (!S_ISDIR(info.st_mode)) access &= kOfFiles;
    const BeneathPath rule{access & handled_, fd};
    constexpr int kPathBeneath = 1;
    const bool added = syscall(kAddRule, ruleset_, kPathBeneath, &rule, 0) == 0;
    const bool free = !added && errno == EBADFD;  // a file in memory only: Landlock does not hold it back
    if (!added && !free) problem_ = failed("landlock_add_rule");
  }
  // What does not exist needs no rule.
  void allow(const std::string& path, uint64_t access) {
    const int fd = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0) return;
    allow(fd, access);
    close(fd);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  int ruleset_;
  uint64_t handled_;
  std::string problem_;
};

}  // namespace

int landlock_version(const Options& options) {
  constexpr int kVersion = 1;
  const long version = syscall(kCreateRuleset, nullptr, 0, kVersion);
  return static_cast<int>(std::clamp<int64_t>(version, 0, options.landlock_at_most));
}

void restrict_looking(const Options& options) {
  const Ruleset least{.files = kWriteFile, .network = 0, .scope = 0};
  size_t size = 0;
  static_cast<void>(ruleset_of(landlock_version(options), size));
  const int ruleset = static_cast<int>(syscall(kCreateRuleset, &least, size, 0));
  if (ruleset < 0) return;
  Rules rules(ruleset, least.files);
  for (const char* folder : {"/tmp", "/dev"}) rules.allow(folder, kWriteFile);
  if (options.gpu) rules.allow("/proc", kWriteFile);  // as its driver may want
  if (!options.write.empty()) rules.allow(options.write, kWriteFile);
  syscall(kRestrictSelf, ruleset, 0);
  close(ruleset);
}

std::string restrict_files(const Options& options, int program) {
  size_t size = 0;
  const Ruleset all = ruleset_of(landlock_version(options), size);
  const int ruleset = static_cast<int>(syscall(kCreateRuleset, &all, size, 0));
  if (ruleset < 0) return failed("landlock_create_ruleset");
  Rules rules(ruleset, all.files);
  for (const std::string& path : system_paths(options)) rules.allow(path, kRead);
  for (const std::string& path : machine_paths()) rules.allow(path, kReadFile | kReadDir);
  for (const std::string& path : devices(options)) rules.allow(path, kReadFile | kWriteFile | kDeviceControl);
  for (const std::string& path : options.read) rules.allow(path, kRead);
  rules.allow("/proc/self", kReadFile | kReadDir);  // of this process only
  rules.allow(program, kExecute | kReadFile);
  if (!options.write.empty()) rules.allow(options.write, all.files & ~kSpecial & ~kExecute);
  if (!rules.problem().empty()) return rules.problem();
  const bool done = syscall(kRestrictSelf, ruleset, 0) == 0;
  close(ruleset);
  return done ? "" : failed("landlock_restrict_self");
}

}  // namespace llmsys::box
