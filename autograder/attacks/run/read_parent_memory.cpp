// Tries: reads the judge's memory through process_vm_readv() and ptrace()
// Held by: the sandbox: no other process can be traced
// Policy: refuses

#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace {
void attack() {
  const pid_t judge = getppid();
  std::ifstream maps("/proc/" + std::to_string(judge) + "/maps");
  for (std::string line; std::getline(maps, line);) std::printf("parent-map %s\n", line.c_str());
  std::ifstream memory("/proc/" + std::to_string(judge) + "/environ");
  for (std::string line; std::getline(memory, line);) std::printf("parent-environment %s\n", line.c_str());
  char buffer[64];
  iovec mine{buffer, sizeof buffer}, theirs{reinterpret_cast<void*>(0x400000), sizeof buffer};
  if (process_vm_readv(judge, &mine, 1, &theirs, 1, 0) > 0) std::puts("attack-succeeded process_vm_readv");
  if (ptrace(PTRACE_ATTACH, judge, nullptr, nullptr) == 0) std::puts("attack-succeeded ptrace");
}
}  // namespace
