#include "autograder/sandbox/attacks/attacks.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "autograder/sandbox/box.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr char kSecret[] = "the right answers\n";

// Empty for what is gone, or goes just now.
std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  std::string content;
  std::getline(file, content, '\0');  // catches what a process that ends meanwhile makes a buffer throw
  return content;
}

// How many processes on this machine have that name.
int64_t processes_named(const std::string& name) {
  int64_t count = 0;
  std::error_code gone;
  for (fs::directory_iterator at("/proc", gone); at != fs::directory_iterator(); at.increment(gone))
    if (content_of(at->path() / "comm") == name + "\n") ++count;
  return count;
}

template <class Address>
Descriptor listen_on(const Address& address, size_t size) {
  Descriptor fd(socket(reinterpret_cast<const sockaddr*>(&address)->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  LLMSYS_CHECK(IoError,
               bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) == 0 &&
                   listen(fd.get(), 4) == 0,
               "cannot listen: ", std::strerror(errno));
  return fd;
}

Descriptor listen_on_tcp(int& port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Descriptor fd = listen_on(address, sizeof address);
  socklen_t size = sizeof address;
  getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return fd;
}

Descriptor listen_locally(const std::string& name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, sizeof address.sun_path - 2);
  return listen_on(address, offsetof(sockaddr_un, sun_path) + 1 + name.size());
}

// A process of the grader that only waits.
pid_t start_canary() {
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  while (getppid() == parent) pause();
  _exit(0);
}

}  // namespace

const std::vector<Attack>& sandbox_attacks() {
  static const std::vector<Attack> all = {
      {"read_file", "the grader's files cannot be read"},
      {"write_file", "no file can be written beside them"},
      {"change_file", "their modes, times, names and lengths stay"},
      {"see_grader", "/proc tells nothing of the grader"},
      {"signal_grader", "no signal reaches the grader"},
      {"slow_grader", "the grader keeps its limits, priority and cores"},
      {"trace_others", "no process can be traced"},
      {"write_itself", "a program cannot write over its own code"},
      {"inherit", "no descriptor and no variable is inherited"},
      {"open_devices", "no device and no list of users can be opened"},
      {"connect_tcp", "no server of this machine can be reached"},
      {"connect_local", "no local socket can be reached"},
      {"become_root", "no other user, group or capability can be had"},
      {"change_mounts", "no mount, no namespace can be changed or made"},
      {"kernel_calls", "calls that no task needs are refused"},
      {"fork_bomb", "processes are limited, and end with the box"},
      {"leave_daemon", "a daemon ends with the box"},
      {"memory_hogs", "memory is limited over all processes"},
      {"large_file", "files are limited"},
  };
  return all;
}

struct AttackTargets::State {
  fs::path folder;
  std::string file, name = text("box", getpid());
  int port = 0;
  Descriptor tcp = listen_on_tcp(port), local = listen_locally(name);
  pid_t canary = start_canary();

  [[nodiscard]] std::string argument_of(const std::string& attack) const {
    if (attack == "signal_grader" || attack == "slow_grader") return std::to_string(canary);
    if (attack == "connect_tcp") return std::to_string(port);
    if (attack == "see_grader") return folder.string();
    const bool by_name = attack == "connect_local" || attack == "fork_bomb" || attack == "leave_daemon";
    return by_name ? name : file;
  }

  [[nodiscard]] std::string damage() const {
    if (waitpid(canary, nullptr, WNOHANG) != 0) return "a process of the grader was killed";
    if (content_of(file) != kSecret) return "a file of the grader was changed";
    if (std::distance(fs::directory_iterator(folder), {}) != 1) return "a file was left in the grader's folder";
    const int64_t left = processes_named(name);
    return left > 0 ? text(left, " processes were left") : "";
  }
};

AttackTargets::AttackTargets() : state_(std::make_unique<State>()) {
  std::string folder = (fs::temp_directory_path() / "llmsys_attack_XXXXXX").string();
  LLMSYS_CHECK(IoError, mkdtemp(folder.data()) != nullptr, "cannot make ", folder, ": ", std::strerror(errno));
  chmod(folder.c_str(), 0755);  // open to all: the sandbox has to hold, not the mode
  state_->folder = folder;
  state_->file = folder + "/expected.txt";
  std::ofstream(state_->file) << kSecret;
}

AttackTargets::~AttackTargets() {
  kill(state_->canary, SIGKILL);
  waitpid(state_->canary, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(state_->folder, ignored);
}

std::string AttackTargets::attack(const Attack& attack, SandboxLevel level, int landlock) {
  const std::string program = fs::path(box_program()).parent_path().string() + "/llmsys_inside";
  const BoxRun run = run_sandboxed({program, attack.name, state_->argument_of(attack.name)},
                                   {.level = level,
                                    .landlock_at_most = landlock,
                                    .limits = {.wall_seconds = 20,
                                               .cpu_seconds = 10,
                                               .address_bytes = int64_t{1} << 30,
                                               .resident_bytes = int64_t{512} << 20,
                                               .file_bytes = int64_t{16} << 20,
                                               .processes = 32}});
  if (!run.end.failure.empty()) return text("nothing, it could not be tried: ", run.end.failure);
  const std::string damage = state_->damage();
  if (!damage.empty()) return damage;
  std::string words = run.output.substr(0, run.output.find('\n'));
  if (words.rfind("got ", 0) == 0) return words.substr(4);
  if (run.end.exit_code != 0 && !run.end.out_of_memory && run.end.signal != SIGKILL)
    return text("nothing, it ended with ", run.end.signal, " and ", run.end.exit_code, ": ", words);
  return "";
}

}  // namespace llmsys
