#include "autograder/sandbox/box.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "autograder/sandbox/program/record.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kFirstPassed = 3;
constexpr int kOutOfTheWay = 100;     // where descriptors wait to be put in their places
constexpr double kEndSeconds = 5;     // for a program that has closed its output to end by itself
constexpr double kSweepSeconds = 60;  // more than killing a box full of processes takes on a loaded machine
constexpr size_t kKeptOutput = size_t{64} << 10;

std::vector<std::string> box_words(const std::vector<std::string>& command, const BoxSpec& spec, size_t passed) {
  std::vector<std::string> words = {"llmsys_box", "--level", std::string(to_text(spec.level))};
  const auto number = [&](const char* name, auto value) {
    if (value > 0) words.insert(words.end(), {name, text(value)});
  };
  number("--wall-ms", static_cast<int64_t>(spec.limits.wall_seconds * 1000));
  number("--cpu", spec.limits.cpu_seconds);
  number("--address", spec.limits.address_bytes);
  number("--resident", spec.limits.resident_bytes);
  number("--file", spec.limits.file_bytes);
  number("--processes", spec.limits.processes);
  number("--landlock", spec.landlock_at_most);
  number("--pass", passed);
  for (const std::string& path : spec.readable) words.insert(words.end(), {"--read", path});
  if (!spec.writable.empty()) words.insert(words.end(), {"--write", spec.writable});
  if (spec.toolchain) words.emplace_back("--toolchain");
  if (spec.gpu) words.emplace_back("--gpu");
  if (spec.keep_user) words.emplace_back("--keep-user");
  if (spec.timed) words.emplace_back("--timed");
  for (const std::string& variable : spec.environment) words.insert(words.end(), {"--env", variable});
  words.insert(words.end(), {"--control", text(kFirstPassed + passed), "--"});
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

// Puts each descriptor where the box expects it, whatever numbers they have here.
class FileActions {
 public:
  FileActions() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void put(int fd, int place) {
    const int copy = fcntl(fd, F_DUPFD_CLOEXEC, kOutOfTheWay);
    LLMSYS_CHECK(IoError, copy >= 0, "[Box] no descriptor is left: ", std::strerror(errno));
    copies_.emplace_back(copy);
    posix_spawn_file_actions_adddup2(&actions_, copy, place);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
  std::vector<Descriptor> copies_;
};

void check_program(const std::string& program) {
  LLMSYS_CHECK(IoError, !program.empty() && program[0] == '/' && access(program.c_str(), X_OK) == 0, "cannot start ",
               program, ": ", program.starts_with('/') ? std::strerror(errno) : "its path must be absolute");
}

pid_t spawn_box(const std::vector<std::string>& command, const BoxSpec& spec, const BoxStreams& streams, int control) {
  std::string program = box_program();
  std::vector<std::string> words = box_words(command, spec, streams.passed.size());
  FileActions actions;
  if (streams.output >= 0) {
    actions.put(streams.output, STDOUT_FILENO);
    actions.put(streams.output, STDERR_FILENO);
  }
  int place = kFirstPassed;
  for (const int fd : streams.passed) actions.put(fd, place++);
  actions.put(control, place);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // Ctrl-C is for us: we tell the box
  char* const nothing[] = {nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, program.c_str(), actions.get(), &attributes, pointers(words).data(), nothing);
  posix_spawnattr_destroy(&attributes);
  LLMSYS_CHECK(IoError, error == 0, "cannot start ", program, ": ", std::strerror(error));
  return pid;
}

// Whether `fd` has something to say within that time.
bool readable_within(int fd, double seconds) {
  const auto deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd ready{fd, POLLIN, 0};
    const int n = poll(&ready, 1, static_cast<int>(std::max<int64_t>(left, 0)));
    if (n > 0) return true;
    if (n == 0 && left <= 0) return false;
  }
}

BoxEnd end_from(const box::Record& record) {
  BoxEnd end;
  if (record.started == 0) end.failure = record.failure;
  const int status = record.wait_status;
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  end.cpu_seconds = record.cpu_seconds;
  end.resident_bytes = record.resident_bytes;
  end.out_of_memory = record.out_of_memory != 0;
  end.out_of_time = record.out_of_time != 0;
  end.stopped = record.stopped != 0;
  return end;
}

// Takes what there is to read; whether more may come.
bool take_output(int from, std::string& kept) {
  char buffer[16384];
  ssize_t n = 0;
  while ((n = read(from, buffer, sizeof buffer)) > 0)
    kept.append(buffer, std::min(static_cast<size_t>(n), kKeptOutput - kept.size()));
  return n < 0 && (errno == EAGAIN || errno == EINTR);
}

// Until the output ends, or the box: whoever holds the pipe then is nobody of ours.
void gather_output(const Box& box, int from, double seconds, std::string& kept) {
  const auto begin = Clock::now();
  for (bool goes_on = true; goes_on;) {
    pollfd ready[2] = {{from, POLLIN, 0}, {box.control(), POLLIN, 0}};
    const auto left = seconds - std::chrono::duration<double>(Clock::now() - begin).count();
    if (seconds > 0 && left <= 0) return;
    poll(ready, 2, seconds > 0 ? static_cast<int>(1000 * left) + 1 : -1);
    goes_on = take_output(from, kept) && ready[1].revents == 0;
  }
}

}  // namespace

std::string box_program() {
  const fs::path self = fs::read_symlink("/proc/self/exe");
  for (fs::path folder = self.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    const fs::path program = folder / "autograder" / "sandbox" / "llmsys_box";
    if (access(program.c_str(), X_OK) == 0) return program.string();
  }
  throw IoError(text("the program llmsys_box is not in the build folder of ", self.string(),
                     ": build it, or start this through ./lab"));
}

Box::Box(const std::vector<std::string>& command, const BoxSpec& spec, const BoxStreams& streams) {
  check_program(command.at(0));
  DescriptorPair control = open_sockets(SOCK_SEQPACKET);
  pid_ = spawn_box(command, spec, streams, control.theirs.get());
  control_ = std::move(control.ours);
}

Box::~Box() {
  if (pid_ > 0) finish(0);
}

BoxEnd Box::finish(double patience) {
  LLMSYS_CHECK(ValueError, pid_ > 0, "[Box] finish() comes once");
  if (!readable_within(control_.get(), patience)) {
    shutdown(control_.get(), SHUT_WR);  // the box sees the end of its control socket, and ends what it holds
    readable_within(control_.get(), kSweepSeconds);
  }
  box::Record record;
  const bool heard = recv(control_.get(), &record, sizeof record, MSG_DONTWAIT) == sizeof record;
  reap();
  if (heard) return end_from(record);
  BoxEnd end;
  end.failure = "the box ended without a word: was it killed, or is the machine out of memory?";
  return end;
}

void Box::reap() {
  if (!readable_within(control_.get(), kSweepSeconds)) kill(pid_, SIGKILL);  // stuck: its program dies with it
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
}

BoxRun run_sandboxed(const std::vector<std::string>& command, const BoxSpec& spec) {
  DescriptorPair pipe = open_pipe();
  Box box(command, spec, {.output = pipe.theirs.get(), .passed = {}});
  pipe.theirs.reset();
  fcntl(pipe.ours.get(), F_SETFL, O_NONBLOCK);
  const double wall = spec.limits.wall_seconds;  // the box ends itself then; one that cannot is not waited for
  BoxRun run;
  gather_output(box, pipe.ours.get(), wall > 0 ? wall + kSweepSeconds : 0, run.output);
  run.end = box.finish(kEndSeconds);
  return run;
}

}  // namespace llmsys
