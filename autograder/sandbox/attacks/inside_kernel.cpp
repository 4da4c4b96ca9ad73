#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "autograder/sandbox/attacks/inside.h"

namespace llmsys::attacks {

void connect_tcp(const std::string& port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(std::atoi(port.c_str())));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) got("a connection by TCP");
}

void connect_local(const std::string& name) {
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, sizeof address.sun_path - 2);  // a name that starts with zero is no file
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0) got("a connection to a local socket");
}

namespace {

// A program of the system's that runs as root.
bool can_run(const char* program) {
  const pid_t child = fork();
  if (child == 0) {
    execl(program, program, "--version", nullptr);
    _exit(1);
  }
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

void become_root(const std::string&) {
  if (getuid() != 0 && (setuid(0) == 0 || setresuid(0, 0, 0) == 0)) got("user 0");
  if (setgroups(0, nullptr) == 0) got("the groups");
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (syscall(SYS_capget, &header, data) == 0 && (data[0].effective | data[0].permitted | data[1].permitted) != 0)
    got("capabilities");
  for (const char* program : {"/bin/su", "/usr/bin/sudo"})
    if (can_run(program)) got(program);
}

void change_mounts(const std::string&) {
  if (mount(nullptr, "/usr", nullptr, MS_REMOUNT | MS_BIND, nullptr) == 0 ||
      mount("none", "/", nullptr, MS_REMOUNT | MS_BIND, nullptr) == 0)
    got("a file system made writable");
  if (open("/usr/lib/llmsys_attack", O_CREAT | O_WRONLY, 0600) >= 0) got("a file in /usr/lib");
  if (chroot("/") == 0) got("chroot");
  for (const int flag : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET})
    if (unshare(flag) == 0) got("a namespace by unshare");
  const long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (child == 0) _exit(0);
  if (child > 0) got("a namespace by clone");
}

void kernel_calls(const std::string&) {
  char memory[128] = {};
  const struct {
    const char* name;
    long result;
  } calls[] = {
      {"bpf", syscall(SYS_bpf, 5, memory, sizeof memory)},
      {"perf_event_open", syscall(SYS_perf_event_open, memory, 0, -1, -1, 0)},
      {"io_uring_setup", syscall(SYS_io_uring_setup, 4, memory)},
      {"userfaultfd", syscall(SYS_userfaultfd, 1)},
      {"add_key", syscall(SYS_add_key, "user", "x", "y", 1, -3)},
      {"memfd_create", syscall(SYS_memfd_create, "x", 0)},
      {"shmget", syscall(SYS_shmget, 0, 4096, 0600 | 01000)},
      {"pidfd_open", syscall(SYS_pidfd_open, getppid(), 0)},
  };
  for (const auto& call : calls)
    if (call.result >= 0) got(call.name);
}

}  // namespace llmsys::attacks
