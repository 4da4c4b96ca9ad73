#include "autograder/submission/unpack_apart.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "framework/base/error.h"

namespace llmsys {
namespace {

// A descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

pid_t start(const UnpackBox& box, const std::vector<std::string>& names, int archive, int output) {
  std::vector<std::string> words = {box.program, text(box.memory_bytes), text(box.seconds)};
  words.insert(words.end(), names.begin(), names.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, archive, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  char* const environment[] = {nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, box.program.c_str(), &actions, nullptr, arguments.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  LLMSYS_CHECK(IoError, error == 0, "cannot start ", box.program, ": ", std::strerror(error));
  return pid;
}

// All that comes until the other end closes or the time is over.
std::string read_until(int descriptor, std::chrono::steady_clock::time_point end) {
  std::string out;
  char block[size_t{64} << 10];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd wait{descriptor, POLLIN, 0};
    if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) == 0) return out;
    const ssize_t n = read(descriptor, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return out;
    out.append(block, static_cast<size_t>(n));
  }
}

int wait_for(pid_t pid) {
  kill(pid, SIGKILL);  // nothing more is expected of it; one that has ended stays as it ended
  int state = 0;
  while (waitpid(pid, &state, 0) < 0 && errno == EINTR) continue;
  return state;
}

Found refused(const std::string& reason) { return {.refusal = reason, .files = {}, .others = {}}; }

}  // namespace

Found unpack_apart(const std::string& path, const std::vector<std::string>& names, const UnpackBox& box) {
  const Descriptor archive(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (archive.number() < 0) return refused(text("it cannot be opened: ", std::strerror(errno)));
  int ends[2];
  LLMSYS_CHECK(IoError, pipe2(ends, O_CLOEXEC) == 0, "cannot make a pipe: ", std::strerror(errno));
  const Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  const pid_t pid = start(box, names, archive.number(), theirs.number());
  theirs.reset();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60 * box.seconds);
  const std::string answer = read_until(ours.number(), end);
  if (answer.ends_with("end\n")) {
    wait_for(pid);
    return from_wire(answer);
  }
  const int state = wait_for(pid);
  if (WIFSIGNALED(state) && (WTERMSIG(state) == SIGXCPU || WTERMSIG(state) == SIGKILL))
    return refused(text("it takes longer than ", box.seconds, " s to unpack: hand in the task files only"));
  return from_wire(answer);
}

}  // namespace llmsys
