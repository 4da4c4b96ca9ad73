#include "framework/testing/shell.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "framework/base/error.h"

namespace llmsys::testing {

ShellResult shell(const std::string& command) {
  FILE* pipe = popen(("{ " + command + "; } 2>&1").c_str(), "r");
  LLMSYS_CHECK(IoError, pipe != nullptr, "[shell] cannot run ", command);
  std::string text;
  std::array<char, 4096> part{};
  while (const size_t n = std::fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), n);
  const int state = pclose(pipe);
  return {WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state), text};
}

}  // namespace llmsys::testing
