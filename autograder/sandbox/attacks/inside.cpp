// Small attacks on the sandbox, run inside of it by attacks.cpp: llmsys_inside NAME ARGUMENT. Each prints what it got; one
// that was held prints nothing. None does harm where it gets through: signals are 0 or go to a process made for that.
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "autograder/sandbox/attacks/inside.h"

namespace llmsys::attacks {

void got(const std::string& what) {
  std::printf("got %s\n", what.c_str());
  std::fflush(stdout);
}

std::string read_some(const std::string& path) {
  char buffer[4096];
  const int fd = open(path.c_str(), O_RDONLY);
  if (fd < 0) return "";
  const ssize_t n = read(fd, buffer, sizeof buffer);
  close(fd);
  return n > 0 ? std::string(buffer, static_cast<size_t>(n)) : "";
}

std::vector<pid_t> processes() {
  std::vector<pid_t> out = {getppid(), 1};
  if (DIR* folder = opendir("/proc")) {
    while (const dirent* entry = readdir(folder))
      if (std::atoi(entry->d_name) > 0) out.push_back(std::atoi(entry->d_name));
    closedir(folder);
  }
  return out;
}

namespace {

void read_file(const std::string& path) {
  for (const char* way : {"", "/proc/self/root", "/proc/1/root", "/proc/self/cwd/../../../../../../.."})
    if (!read_some(way + path).empty()) got("the content of " + (way + path));
}

// The path of the grader's folder, in what /proc tells of any process.
void see_grader(const std::string& path) {
  const pid_t self = getpid();
  for (const pid_t pid : processes())
    for (const char* what : {"cmdline", "environ", "maps", "mountinfo", "cwd"}) {
      const std::string name = "/proc/" + std::to_string(pid) + "/" + what;
      if (pid != self && read_some(name).find(path) != std::string::npos) got("a path of the grader's in " + name);
    }
}

void write_file(const std::string& path) {
  const int fd = open((path + ".new").c_str(), O_CREAT | O_WRONLY, 0666);
  if (fd >= 0 && write(fd, "x", 1) == 1) got("a file written beside " + path);
}

void change_file(const std::string& path) {
  if (chmod(path.c_str(), 0) == 0) got("the mode of " + path);
  if (utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0) got("the times of " + path);
  if (truncate(path.c_str(), 0) == 0) got("the length of " + path);
  if (rename(path.c_str(), (path + ".moved").c_str()) == 0) got("the name of " + path);
}

void signal_grader(const std::string& canary) {
  const pid_t pid = std::atoi(canary.c_str());
  kill(pid, SIGKILL);  // whether it lives is seen outside
  const sigval nothing{};
  if (sigqueue(pid, 0, nothing) == 0) got("a signal to a process of the grader");
  if (kill(getppid(), 0) == 0 && getppid() > 1) got("a signal to the parent");
  if (kill(-1, 0) == 0) got("a signal to everybody");
  int ends[2];
  if (pipe(ends) == 0 && fcntl(ends[0], F_SETOWN, pid) == 0) got("a signal by way of a pipe");
}

void slow_grader(const std::string& canary) {
  const auto pid = std::atoi(canary.c_str());
  const rlimit none{0, 0};
  if (prlimit(pid, RLIMIT_CPU, &none, nullptr) == 0) got("the limits of a process of the grader");
  if (setpriority(PRIO_PROCESS, static_cast<id_t>(pid), 19) == 0) got("the priority of a process of the grader");
  cpu_set_t one{};
  CPU_SET(0, &one);
  if (sched_setaffinity(pid, sizeof one, &one) == 0) got("the cores of a process of the grader");
}

void trace_others(const std::string&) {
  const pid_t self = getpid();
  for (const pid_t pid : processes()) {
    if (pid == self) continue;
    if (ptrace(PTRACE_SEIZE, pid, nullptr, nullptr) == 0) got("process " + std::to_string(pid) + " by ptrace");
    if (open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDWR) >= 0)
      got("the memory of process " + std::to_string(pid));
  }
}

// Past the protection of its pages.
void write_itself(const std::string&) {
  for (const char* path : {"/proc/self/mem", "/proc/thread-self/mem"})
    if (open(path, O_RDWR) >= 0) got(path);
}

[[noreturn]] void linger(const std::string& name) {
  prctl(PR_SET_NAME, name.c_str());
  signal(SIGTERM, SIG_IGN);
  while (true) sleep(60);
}

// Leaves its session and its parent, as daemons do. Seen outside by its name.
void leave_daemon(const std::string& name) {
  if (fork() != 0) {
    wait(nullptr);
    return;
  }
  setsid();
  if (fork() != 0) _exit(0);
  for (int fd = 0; fd < 64; ++fd) close(fd);
  linger(name);
}

void fork_bomb(const std::string& name) {
  constexpr int kMany = 1000;
  int forks = 0;
  for (; forks < kMany; ++forks) {
    const pid_t child = fork();
    if (child < 0) break;
    if (child == 0) linger(name);
  }
  if (forks == kMany) got(std::to_string(forks) + " processes");
}

// Each alone stays below the limit.
void memory_hogs(const std::string&) {
  constexpr size_t kBytes = size_t{200} << 20, kPage = 4096;
  for (int i = 0; i < 8; ++i)
    if (fork() == 0) {
      auto* memory = static_cast<volatile char*>(std::malloc(kBytes));
      if (memory == nullptr) _exit(1);
      for (size_t at = 0; at < kBytes; at += kPage) memory[at] = 1;
      linger("hog");
    }
  sleep(5);
  if (waitpid(-1, nullptr, WNOHANG) == 0) got("1.6 GB in eight processes");  // a control group may have ended only some
}

void large_file(const std::string& path) {
  signal(SIGXFSZ, SIG_IGN);
  const std::vector<char> block(size_t{1} << 20, 'x');
  for (const std::string& name :
       {path + ".large", std::string("/tmp/large"), std::string("/dev/shm/large"), std::string("large")}) {
    const int fd = open(name.c_str(), O_CREAT | O_WRONLY, 0666);
    int written = 0;
    while (fd >= 0 && written < 100 && write(fd, block.data(), block.size()) == static_cast<ssize_t>(block.size()))
      ++written;
    if (written == 100) got("100 MB in " + name);
    unlink(name.c_str());
  }
}

void inherit(const std::string&) {
  for (int fd = 3; fd < 1024; ++fd)
    if (fcntl(fd, F_GETFD) >= 0) got("descriptor " + std::to_string(fd));
  for (char** variable = environ; *variable != nullptr; ++variable) got(std::string("the variable ") + *variable);
}

void open_devices(const std::string&) {
  for (const char* path : {"/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/tty", "/dev/ptmx",
                           "/dev/fuse", "/dev/kvm", "/dev/zero", "/dev/random", "/dev/shm/x"})
    if (open(path, O_RDONLY) >= 0) got(path);
  if (read_some("/etc/shadow").size() + read_some("/etc/passwd").size() > 0) got("/etc/passwd");
}

struct Attack {
  const char* name;
  void (*run)(const std::string& argument);
};

constexpr Attack kAttacks[] = {{"read_file", read_file},
                               {"see_grader", see_grader},
                               {"write_file", write_file},
                               {"change_file", change_file},
                               {"signal_grader", signal_grader},
                               {"slow_grader", slow_grader},
                               {"trace_others", trace_others},
                               {"write_itself", write_itself},
                               {"leave_daemon", leave_daemon},
                               {"fork_bomb", fork_bomb},
                               {"memory_hogs", memory_hogs},
                               {"large_file", large_file},
                               {"inherit", inherit},
                               {"open_devices", open_devices},
                               {"connect_tcp", connect_tcp},
                               {"connect_local", connect_local},
                               {"become_root", become_root},
                               {"change_mounts", change_mounts},
                               {"kernel_calls", kernel_calls}};

}  // namespace
}  // namespace llmsys::attacks

int main(int argc, char** argv) {
  using namespace llmsys::attacks;
  for (const auto& attack : kAttacks) {
    if (argc != 3 || std::strcmp(attack.name, argv[1]) != 0) continue;
    attack.run(argv[2]);
    return 0;
  }
  return 2;
}
