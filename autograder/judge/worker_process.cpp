#include "autograder/judge/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr int kChannelInWorker = 3;

struct Pair {
  int judge = -1, worker = -1;
};

Pair make_socket() {
  int ends[2];
  LLMSYS_CHECK(IoError, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0,
               "[worker] socketpair: ", std::strerror(errno));
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {ends[0], ends[1]};
}

Pair make_pipe() {
  int ends[2];
  LLMSYS_CHECK(IoError, pipe2(ends, O_CLOEXEC) == 0, "[worker] pipe: ", std::strerror(errno));
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {ends[0], ends[1]};
}

// Starts the program with the descriptors it is to have and nothing else of ours.
int spawn(pid_t& pid, const std::string& program, const Limits& limits, int channel, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&actions, channel, kChannelInWorker);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::array<char, 32> name = {"worker"};
  std::string where = text(limits.device), mutant = text("LLMSYS_MUTANT=", limits.mutant);
  char* const arguments[] = {name.data(), where.data(), nullptr};
  std::array<char, 32> path = {"PATH=/usr/bin:/bin"}, language = {"LANG=C.UTF-8"}, wait = {"OMP_WAIT_POLICY=passive"};
  char* const environment[] = {path.data(), language.data(), wait.data(), limits.mutant > 0 ? mutant.data() : nullptr,
                               nullptr};
  const int error = posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

void limit(pid_t pid, __rlimit_resource resource, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  prlimit(pid, resource, &value, nullptr);
}

void set_limits(pid_t pid, const Limits& limits) {
  const auto cpu = static_cast<rlim_t>(limits.cpu_seconds);
  const auto memory = static_cast<rlim_t>(limits.memory_bytes);
  limit(pid, RLIMIT_CPU, cpu, cpu + 1);
  limit(pid, RLIMIT_AS, memory, memory);
  limit(pid, RLIMIT_CORE, 0, 0);
  limit(pid, RLIMIT_FSIZE, rlim_t{64} << 20, rlim_t{64} << 20);
}

std::string last_line(const std::string& output) {
  const size_t end = output.find_last_not_of("\n ");
  if (end == std::string::npos) return "";
  const size_t start = output.find_last_of('\n', end);
  return output.substr(start + 1, end - start);  // npos + 1 is 0
}

// An assertion of the standard library, shortened: which check failed, without the template it stands in.
std::string assertion_text(const std::string& line) {
  const size_t check = line.find("Assertion '");
  if (check == std::string::npos) return line;
  const bool range =
      line.find("< this->size()", check) != std::string::npos || line.find("< size()", check) != std::string::npos;
  const size_t type = line.find("std::");
  const std::string name =
      type == std::string::npos ? "" : " of a " + line.substr(type, line.find_first_of("<( ", type) - type);
  return text(range ? text("index out of range", name, ": ") : text("a check", name, " failed: "), line.substr(check));
}

std::string signal_text(int signal, const std::string& tail) {
  const std::string line = last_line(tail);
  if (signal == SIGABRT) return "aborted" + (line.empty() ? "" : ": " + assertion_text(line));
  if (line.rfind("SIG", 0) == 0) return line;  // crash_report.cpp said it
  return text("killed by signal ", signal, " (", strsignal(signal), ")");
}

// A process whose socket is closed ends by itself within a moment, if it ends at all.
bool ends_soon(pid_t pid) {
  for (int i = 0; i < 100; ++i) {
    siginfo_t info{};
    if (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid)
      return true;
    poll(nullptr, 0, 2);
  }
  return false;
}

double seconds_of(const rusage& used) {
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

}  // namespace

WorkerProcess::WorkerProcess(const std::string& program, const Limits& limits) : limits_(limits) {
  const Pair channel = make_socket();
  const Pair pipe = make_pipe();
  const int error = spawn(pid_, program, limits, channel.worker, pipe.worker);
  close(channel.worker);
  close(pipe.worker);
  socket_ = channel.judge;
  output_ = pipe.judge;
  if (error != 0) {
    close(socket_);
    close(output_);
    throw IoError(text("[worker] cannot start ", program, ": ", std::strerror(error)));
  }
  set_limits(pid_, limits_);
}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) {
    kill_group();
    waitpid(pid_, nullptr, 0);
  }
  close(socket_);
  close(output_);
}

void WorkerProcess::kill_group() const {
  if (pid_ <= 1) return;  // no worker: kill(-1) would mean every process of this user
  kill(-pid_, SIGKILL);   // what the student's code started too, unless it left the group: the sandbox is for that
  kill(pid_, SIGKILL);
}

WorkerEnd WorkerProcess::finish(const std::string& tail) {
  LLMSYS_CHECK(ValueError, pid_ > 0, "[worker] finish() comes once");
  const bool ended = ends_soon(pid_);
  kill_group();  // before its number is given back: another process could get it
  int state = 0;
  rusage used{};
  wait4(pid_, &state, 0, &used);
  pid_ = -1;
  if (!ended) return {Status::protocol, "the worker closed its channel to the judge without an answer"};
  if (WIFEXITED(state))
    return {Status::crash, text("the program ended by itself with exit code ", WEXITSTATUS(state),
                                " instead of returning (does your code call exit?)")};
  const bool out_of_time = seconds_of(used) >= limits_.cpu_seconds;  // SIGKILL follows if SIGXCPU was caught
  if (WTERMSIG(state) == SIGXCPU || (WTERMSIG(state) == SIGKILL && out_of_time))
    return {Status::timeout,
            text("no answer after ", limits_.cpu_seconds, " s of processor time: a loop without end?")};
  if (WTERMSIG(state) == SIGKILL)
    return {Status::memory, "the program was killed from outside: the machine had no memory left for it?"};
  return {Status::crash, signal_text(WTERMSIG(state), tail)};
}

}  // namespace llmsys
