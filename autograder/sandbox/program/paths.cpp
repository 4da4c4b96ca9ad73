#include "autograder/sandbox/program/paths.h"

#include <dirent.h>

#include <cstring>

namespace llmsys::box {
namespace {

void append(std::vector<std::string>& to, std::initializer_list<const char*> paths) {
  to.insert(to.end(), paths.begin(), paths.end());
}

}  // namespace

std::vector<std::string> system_paths(const Options& options) {
  std::vector<std::string> out = {"/usr/lib", "/usr/lib64", "/usr/lib32",     "/usr/libx32",      "/lib",      "/lib64",
                                  "/lib32",   "/libx32",    "/usr/local/lib", "/etc/ld.so.cache", "/nix/store"};
  if (options.toolchain)
    append(out, {"/usr/bin", "/bin", "/usr/libexec", "/usr/include", "/usr/local/bin", "/usr/local/include",
                 "/etc/alternatives"});
  if (options.toolchain || options.gpu)
    if (DIR* folder = opendir("/usr/local")) {  // cuda, cuda-13.0
      while (const dirent* entry = readdir(folder))
        if (std::strncmp(entry->d_name, "cuda", 4) == 0) out.push_back(std::string("/usr/local/") + entry->d_name);
      closedir(folder);
    }
  return out;
}

std::vector<std::string> machine_paths() {
  return {"/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/sys/devices/system/node"};
}

std::vector<std::string> devices(const Options& options) {
  std::vector<std::string> out = {"/dev/null"};
  if (!options.gpu) return out;
  if (DIR* folder = opendir("/dev")) {
    while (const dirent* entry = readdir(folder))
      if (std::strncmp(entry->d_name, "nvidia", 6) == 0) out.push_back(std::string("/dev/") + entry->d_name);
    closedir(folder);
  }
  return out;
}

}  // namespace llmsys::box
