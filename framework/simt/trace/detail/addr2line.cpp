#include "framework/simt/trace/detail/addr2line.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <cstdio>
#include <memory>
#include <sstream>

extern char** environ;

namespace llmsys::simt::detail {
namespace {

using File = std::unique_ptr<FILE, int (*)(FILE*)>;

// Runs addr2line with these files as input and output. Whether it went well.
bool run(const std::string& program, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::array<std::string, 5> words{"addr2line", "-a", "-i", "-e", program};
  std::array<char*, 6> arguments{};
  for (size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "addr2line", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string read_all(FILE* file) {
  std::string text;
  std::array<char, 4096> buffer{};
  std::rewind(file);
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), file)) text.append(buffer.data(), n);
  return text;
}

}  // namespace

std::vector<std::vector<std::string>> addr2line(const std::string& program, const std::vector<uint64_t>& addresses) {
  std::vector<std::vector<std::string>> frames;
  const File input(std::tmpfile(), std::fclose), output(std::tmpfile(), std::fclose);
  if (addresses.empty() || !input || !output) return frames;
  for (const uint64_t address : addresses) std::fprintf(input.get(), "%" PRIx64 "\n", address);
  std::rewind(input.get());  // flushes, too
  if (!run(program, fileno(input.get()), fileno(output.get()))) return frames;
  std::istringstream lines(read_all(output.get()));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("0x"))
      frames.emplace_back();
    else if (!frames.empty())
      frames.back().push_back(line);
  }
  return frames;
}

}  // namespace llmsys::simt::detail
