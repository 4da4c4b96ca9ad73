#include "autograder/cli/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "autograder/sandbox/descriptor.h"
#include "framework/base/error.h"

extern char** environ;

namespace llmsys {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& added) {
  std::vector<std::string> out;
  for (const auto& [name, value] : added) out.push_back(text(name, "=", value));
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    bool replaced = false;
    for (const auto& item : added) replaced = replaced || line.rfind(item.first + "=", 0) == 0;
    if (!replaced) out.emplace_back(line);
  }
  return out;
}

// output: descriptor for its standard output; -1: ours.
pid_t start(const std::vector<std::string>& command, const ProcessOptions& options, int output) {
  std::vector<std::string> words = command, variables = environment_with(options.environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (output >= 0 && options.errors_too) posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  if (options.all_to_errors) posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  if (!options.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
  pid_t pid = -1;
  const int error =
      posix_spawnp(&pid, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  LLMSYS_CHECK(IoError, error == 0, "cannot start ", command[0], ": ", std::strerror(error));
  return pid;
}

// Hands over line by line what comes until the end; false if nothing came for `patience` seconds.
bool read_lines(int from, double patience, const std::function<void(std::string_view)>& on_line) {
  std::string rest;
  char block[16384];
  while (true) {
    pollfd ready{from, POLLIN, 0};
    if (poll(&ready, 1, patience > 0 ? static_cast<int>(1000 * patience) : -1) == 0) return false;
    const ssize_t n = read(from, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    size_t searched = rest.size(), begin = 0;
    rest.append(block, static_cast<size_t>(n));
    for (size_t end = 0; (end = rest.find('\n', searched)) != std::string::npos; searched = begin = end + 1)
      on_line(std::string_view(rest).substr(begin, end - begin));
    rest.erase(0, begin);
  }
  if (!rest.empty()) on_line(rest);
  return true;
}

int wait_for(pid_t pid) {
  int state = 0;
  while (waitpid(pid, &state, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

}  // namespace

int run_process(const std::vector<std::string>& command, const ProcessOptions& options,
                const std::function<void(std::string_view)>& on_line) {
  int ends[2];
  LLMSYS_CHECK(IoError, pipe2(ends, O_CLOEXEC) == 0, "cannot make a pipe: ", std::strerror(errno));
  const pid_t pid = start(command, options, ends[1]);
  close(ends[1]);
  const Descriptor ours(ends[0]);
  if (!read_lines(ours.get(), options.patience, on_line)) kill(pid, SIGKILL);
  return wait_for(pid);
}

int run_in_terminal(const std::vector<std::string>& command, const ProcessOptions& options) {
  return wait_for(start(command, options, -1));
}

void become(const std::vector<std::string>& command) {
  std::vector<std::string> words = command;
  std::fflush(nullptr);
  execv(words[0].c_str(), pointers(words).data());
  throw IoError(text("cannot start ", command[0], ": ", std::strerror(errno)));
}

Captured capture(const std::vector<std::string>& command, ProcessOptions options) {
  options.errors_too = true;
  Captured out{0, ""};
  out.code = run_process(command, options, [&](std::string_view line) { out.text.append(line).append("\n"); });
  return out;
}

}  // namespace llmsys
