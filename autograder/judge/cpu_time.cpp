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

// Fields 16 and 17 of proc(5)'s stat, in ticks; the name in front of them may hold anything but ends with the last bracket.
double seconds_of_waited_children(pid_t pid) {
  std::ifstream file(proc(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 16; ++field) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code gone;
  for (const auto& thread : fs::directory_iterator(proc(pid) + "/task", gone)) {
    std::ifstream file(thread.path() / "children");
    for (pid_t child = 0; file >> child;) children.push_back(child);
  }
  return children;
}

}  // namespace

double cpu_seconds_below(pid_t pid) {
  double sum = seconds_of_waited_children(pid);
  for (const pid_t child : children_of(pid)) sum += own_seconds(child) + cpu_seconds_below(child);
  return sum;
}

}  // namespace llmsys
