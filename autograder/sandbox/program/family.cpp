#include "autograder/sandbox/program/family.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace llmsys::box {
namespace {

std::string read_small(const std::string& path) {
  char buffer[1024];
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "";
  const ssize_t n = read(fd, buffer, sizeof buffer);
  close(fd);
  return {buffer, static_cast<size_t>(std::max<ssize_t>(n, 0))};
}

// The parent of a process; 0 if it is gone. The name in brackets may hold anything, brackets too.
pid_t parent_of(pid_t pid) {
  const std::string stat = read_small("/proc/" + std::to_string(pid) + "/stat");
  const size_t at = stat.rfind(')');
  return at == std::string::npos || at + 4 > stat.size() ? 0 : std::atoi(stat.c_str() + at + 4);
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> out;
  DIR* folder = opendir("/proc");
  if (folder == nullptr) return out;
  while (const dirent* entry = readdir(folder))
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') out.push_back(std::atoi(entry->d_name));
  closedir(folder);
  return out;
}

// Every process of that user, at once: none can start another meanwhile. Done by a child that is that user.
void kill_user(uid_t user) {
  const pid_t child = fork();
  if (child == 0) {
    if (setresuid(user, user, user) == 0) kill(-1, SIGKILL);
    _exit(0);
  }
  if (child > 0) waitpid(child, nullptr, 0);
}

void kill_all(const std::vector<pid_t>& members) {
  const rlimit none{0, 0};
  for (const pid_t pid : members) prlimit(pid, RLIMIT_NPROC, &none, nullptr);  // first, so that none gets new ones
  for (const pid_t pid : members) kill(pid, SIGKILL);
}

// Reaps all that have ended; whether there are any left.
bool has_children() {
  pid_t pid = 0;
  while ((pid = waitpid(-1, nullptr, WNOHANG)) > 0 || (pid < 0 && errno == EINTR)) continue;
  return pid == 0;
}

}  // namespace

const std::vector<pid_t>& Family::look() {
  std::map<pid_t, bool> now;
  members_.clear();
  const pid_t self = getpid();
  std::vector<pid_t> fresh;
  for (const pid_t pid : all_processes()) {
    const auto before = known_.find(pid);
    if (before == known_.end())
      fresh.push_back(pid);
    else
      now.insert(*before);
  }
  for (bool more = true; more;) {  // a child may have a lower number than its parent
    more = false;
    for (const pid_t pid : fresh) {
      const pid_t parent = now.contains(pid) ? 0 : parent_of(pid);
      const auto of_parent = now.find(parent);
      if (parent == 0 || (parent != self && (of_parent == now.end() || !of_parent->second))) continue;
      now[pid] = more = true;
    }
  }
  for (const pid_t pid : fresh) now.insert({pid, false});
  for (const auto& [pid, ours] : now)
    if (ours) members_.push_back(pid);
  known_ = std::move(now);
  return members_;
}

int64_t Family::resident_bytes() const {
  int64_t pages = 0;
  for (const pid_t pid : members_) {
    const std::string statm = read_small("/proc/" + std::to_string(pid) + "/statm");
    const size_t at = statm.find(' ');
    if (at != std::string::npos) pages += std::atoll(statm.c_str() + at);
  }
  return pages * sysconf(_SC_PAGESIZE);
}

void sweep(uid_t user) {
  while (has_children()) {
    if (user != 0) kill_user(user);
    kill_all(Family().look());
    poll(nullptr, 0, 1);
  }
}

}  // namespace llmsys::box
