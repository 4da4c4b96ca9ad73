#include "framework/simt/trace/detail/addr2line.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <span>
#include <sstream>

extern char** environ;

namespace llmsys::simt::detail {
namespace {

constexpr int kProgram = 3;            // the descriptor of the program whose lines are wanted
constexpr size_t kAtATime = 16 << 10;  // addresses: a command line holds a hundred thousand

// Starts addr2line, which prints to `output`. In a sandbox the program may have no name there and no file may be written, so
// the one is a descriptor and the addresses are arguments.  @return 0 if it cannot be started
pid_t start(int program, int output, std::span<const uint64_t> addresses) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, program, kProgram);
  std::vector<std::string> words = {"addr2line", "-a", "-i", "-e", "/proc/self/fd/" + std::to_string(kProgram)};
  for (const uint64_t address : addresses) {
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "%" PRIx64, address);
    words.emplace_back(digits.data());
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "addr2line", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : 0;
}

std::string read_all(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = read(fd, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<size_t>(n));
  return text;
}

// What addr2line prints; empty if it fails.
std::string run(int program, std::span<const uint64_t> addresses) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return "";
  const pid_t child = start(program, ends[1], addresses);
  close(ends[1]);
  const std::string text = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  const bool good = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return good ? text : "";
}

}  // namespace

std::vector<std::vector<std::string>> addr2line(const std::string& program, const std::vector<uint64_t>& addresses) {
  std::vector<std::vector<std::string>> frames;
  const int image = open(program.c_str(), O_RDONLY | O_CLOEXEC);
  for (size_t done = 0; image >= 0 && done < addresses.size(); done += kAtATime) {
    std::istringstream lines(
        run(image, std::span(addresses).subspan(done, std::min(kAtATime, addresses.size() - done))));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("0x"))
        frames.emplace_back();
      else if (!frames.empty())
        frames.back().push_back(line);
    }
  }
  if (image >= 0) close(image);
  return frames;
}

}  // namespace llmsys::simt::detail
