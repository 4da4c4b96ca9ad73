#include "autograder/judge/cpu_time.h"

#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace llmsys {
namespace {
namespace fs = std::filesystem;

std::string proc(pid_t pid) { return "/proc/" + std::to_string(pid); }

double own_seconds(pid_t pid) {
  clockid_t clock{};
  timespec used{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

// Of the children that `pid` has waited for: fields 11, 16 and 17 of proc(5)'s stat. The name in front of them may hold anything
// but ends with the last bracket.
CpuUse use_of_waited_children(pid_t pid) {
  std::ifstream file(proc(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  int64_t faults = 0;
  double user = 0, system = 0;  // ticks
  for (int field = 3; field < 11; ++field) fields >> skipped;
  fields >> faults;
  for (int field = 12; field < 16; ++field) fields >> skipped;
  fields >> user >> system;
  return {.seconds = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK)), .faults_of_waited = faults};
}

// The second field of schedstat, in nanoseconds (Documentation/scheduler/sched-stats.rst); 0 where the kernel has none.
double queued_seconds(const fs::path& thread) {
  std::ifstream file(thread / "schedstat");
  double ran = 0, queued = 0;
  file >> ran >> queued;
  return 1e-9 * queued;
}

std::vector<fs::path> threads_of(pid_t pid) {
  std::error_code gone;
  std::vector<fs::path> threads;
  for (const auto& thread : fs::directory_iterator(proc(pid) + "/task", gone)) threads.push_back(thread.path());
  return threads;
}

}  // namespace

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  for (const fs::path& thread : threads_of(pid)) {
    std::ifstream file(thread / "children");
    for (pid_t child = 0; file >> child;) children.push_back(child);
  }
  return children;
}

CpuUse cpu_use_below(pid_t pid) {
  CpuUse sum = use_of_waited_children(pid);
  for (const pid_t child : children_of(pid)) {
    const CpuUse below = cpu_use_below(child);
    sum.seconds += own_seconds(child) + below.seconds;
    sum.queued_seconds += below.queued_seconds;
    sum.faults_of_waited += below.faults_of_waited;
    for (const fs::path& thread : threads_of(child)) sum.queued_seconds += queued_seconds(thread);
  }
  return sum;
}

double own_queued_seconds() { return queued_seconds("/proc/thread-self"); }

}  // namespace llmsys
