#include "autograder/sandbox/program/control_group.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr int64_t kOwnProcesses = 4;  // bubblewrap's, beside those of the program
constexpr char kMount[] = "/sys/fs/cgroup";
constexpr char kName[] = "llmsys-box-";  // and the number of the supervisor's process

bool put(const std::string& path, const std::string& value) {
  const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = write(fd, value.data(), value.size()) == static_cast<ssize_t>(value.size());
  close(fd);
  return done;
}

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// Where this process is in the hierarchy of that controller, from "4:memory:/a/b" or, of version 2, "0::/a/b".
std::string own_place(const std::string& controller) {
  std::ifstream file("/proc/self/cgroup");
  const std::string wanted = ":" + controller + ":";
  for (std::string line; std::getline(file, line);) {
    const size_t at = line.find(wanted);
    if (at != std::string::npos) return line.substr(at + wanted.size());
  }
  return "/";
}

// Number behind `word` in a file of lines "word number"; 0 if it is not there.
int64_t number_in(const std::string& path, const std::string& word) {
  std::ifstream file(path);
  std::string name;
  int64_t number = 0;
  while (file >> name >> number)
    if (name == word) return number;
  return 0;
}

// Groups of boxes that were killed before they could tidy up.
void remove_old(const std::string& parent) {
  DIR* folder = opendir(parent.c_str());
  if (folder == nullptr) return;
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.rfind(kName, 0) != 0) continue;
    const pid_t owner = std::atoi(name.c_str() + std::strlen(kName));
    if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH) rmdir((parent + "/" + name).c_str());
  }
  closedir(folder);
}

}  // namespace

ControlGroup::ControlGroup(const Options& options) {
  const bool second = exists(std::string(kMount) + "/cgroup.controllers");
  if (second) {
    const std::string place = kMount + own_place("");
    put(place + "/cgroup.subtree_control", "+memory +pids");
    if (!make(place) && !make(kMount)) return;
    if (!exists(folders_[0] + "/memory.max") || !exists(folders_[0] + "/pids.max"))
      problem_ = "the control group of this process hands on no memory controller";
    put(folders_[0] + "/memory.swap.max", "0");
  } else {
    for (const std::string controller : {"memory", "pids"}) {
      const std::string top = std::string(kMount) + "/" + controller;
      if (!make(top + own_place(controller)) && !make(top)) return;
    }
  }
  const std::string& of_pids = folders_.back();
  const char* memory = second ? "/memory.max" : "/memory.limit_in_bytes";
  bool done = options.resident_bytes <= 0 || put(folders_[0] + memory, std::to_string(options.resident_bytes));
  if (options.processes > 0)
    done = done && put(of_pids + "/pids.max", std::to_string(options.processes + kOwnProcesses));
  if (!done && problem_.empty()) problem_ = failed("the limits of the control group");
}

bool ControlGroup::make(const std::string& parent) {
  remove_old(parent);
  const std::string folder = parent + "/" + kName + std::to_string(getpid());
  if (mkdir(folder.c_str(), 0755) != 0) {
    problem_ = failed("no control group can be made in " + parent);
    return false;
  }
  problem_.clear();
  folders_.push_back(folder);
  return true;
}

ControlGroup::~ControlGroup() {
  for (const std::string& folder : folders_)
    for (int i = 0; i < 100 && rmdir(folder.c_str()) != 0; ++i)
      usleep(1000);  // what has ended leaves it a moment later
}

bool ControlGroup::enter() const {
  return std::all_of(folders_.begin(), folders_.end(),
                     [](const std::string& folder) { return put(folder + "/cgroup.procs", "0"); });
}

bool ControlGroup::ran_out_of_memory() const {
  return number_in(folders_[0] + "/memory.events", "oom_kill") > 0 ||
         number_in(folders_[0] + "/memory.oom_control", "oom_kill") > 0;
}

}  // namespace llmsys::box
