// Tries: removes and renames files of the grader
// Held by: the sandbox: nothing of the machine is writable
// Policy: lets pass

#include <cstdio>
#include <filesystem>

namespace {
void attack() {
  std::remove(LLMSYS_CANARY_FILE);
  std::rename(LLMSYS_CANARY_FILE, "/tmp/llmsys-attack-left");
  std::error_code ignored;
  std::filesystem::permissions(LLMSYS_CANARY_FILE, std::filesystem::perms::none, ignored);
}
}  // namespace
