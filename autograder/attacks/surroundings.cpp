#include "autograder/attacks/surroundings.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "autograder/cli/grade.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kLeft = "llmsys-attack-left";  // files, and words of command lines
constexpr std::string_view kLeftProcess = "attack-left";
constexpr std::string_view kAbstract = "llmsys-attacks";
constexpr int kPatience = 100;  // times 20 ms, until a process that was killed is gone

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

int listening(int family, const sockaddr* address, socklen_t size) {
  const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  LLMSYS_CHECK(IoError, fd >= 0 && bind(fd, address, size) == 0 && listen(fd, 8) == 0,
               "[attacks] cannot listen: ", std::strerror(errno));
  return fd;
}

int listening_on_tcp(std::string& port) {
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = listening(AF_INET, reinterpret_cast<const sockaddr*>(&any), sizeof any);
  socklen_t size = sizeof any;
  getsockname(fd, reinterpret_cast<sockaddr*>(&any), &size);
  port = text(ntohs(any.sin_port));
  return fd;
}

int listening_locally() {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  kAbstract.copy(name.sun_path + 1, kAbstract.size());
  return listening(AF_UNIX, reinterpret_cast<const sockaddr*>(&name),
                   static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + kAbstract.size()));
}

bool somebody_came(int fd) {
  pollfd ready{fd, POLLIN, 0};
  if (poll(&ready, 1, 0) <= 0) return false;
  close(accept(fd, nullptr, nullptr));
  return true;
}

std::string first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// Workers and what they started, which should be gone.
std::vector<pid_t> processes_left(const std::string& workers) {
  std::vector<pid_t> out;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name[0] < '0' || name[0] > '9') continue;
    const std::string program = fs::read_symlink(entry.path() / "exe", ignored);
    const bool worker = program.starts_with(workers) && program.find("/worker_") != std::string::npos;
    if (worker || first_line(entry.path() / "comm") == kLeftProcess ||
        first_line(entry.path() / "cmdline").find(kLeft) != std::string::npos)
      out.push_back(std::stoi(name));
  }
  return out;
}

std::vector<fs::path> files_left(const std::vector<std::string>& folders) {
  std::vector<fs::path> out;
  std::error_code ignored;
  for (const std::string& folder : folders)
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().filename().string().starts_with(kLeft)) out.push_back(entry.path());
  return out;
}

}  // namespace

Surroundings::Surroundings(const Paths& paths)
    : paths_(paths),
      canary_(text("canary-", fresh_seed(), "-of-this-run")),
      file_(paths.build + "/attacks/canary.txt") {
  restore();
  std::string port;
  tcp_ = listening_on_tcp(port);
  local_ = listening_locally();
  words_ = {{"LLMSYS_CANARY_FILE", in_quotes(file_)},
            {"LLMSYS_SOURCE_FOLDER", in_quotes(paths.root)},
            {"LLMSYS_BUILD_FOLDER", in_quotes(paths.build)},
            {"LLMSYS_PORT", port},
            {"LLMSYS_ABSTRACT", in_quotes(std::string(kAbstract))}};
}

Surroundings::~Surroundings() {
  close(tcp_);
  close(local_);
  std::error_code ignored;
  fs::remove(file_, ignored);
}

void Surroundings::restore() { write_atomically(file_, canary_ + "\n"); }

bool Surroundings::tells_too_much(const std::string& said) const {
  return said.find(canary_) != std::string::npos || said.find("attack-succeeded") != std::string::npos;
}

std::vector<std::string> Surroundings::damage() {
  std::vector<std::string> out;
  const std::string workers = paths_.build + "/labs/";
  for (int i = 0; i < kPatience && !processes_left(workers).empty(); ++i) usleep(20000);
  for (const pid_t pid : processes_left(workers)) {
    out.push_back(text("process ", pid, " is left: ", first_line(text("/proc/", pid, "/comm"))));
    kill(pid, SIGKILL);
  }
  const std::string build = paths_.build;
  for (const fs::path& path :
       files_left({"/tmp", "/var/tmp", "/dev/shm", "/root", "/home", "/usr/lib", "/etc", "/run", ".", "..", build,
                   paths_.root, build + "/labs/00_warm_up", build + "/labs/00_warm_up/scratch"})) {
    out.push_back(text("file ", path.string(), " is left"));
    fs::remove(path);
  }
  if (!fs::exists(file_) || read_text_file(file_) != canary_ + "\n") out.push_back(text(file_, " was changed"));
  restore();
  if (somebody_came(tcp_)) out.emplace_back("somebody connected to a server of this machine");
  if (somebody_came(local_)) out.emplace_back("somebody connected to a local socket of this machine");
  return out;
}

}  // namespace llmsys
