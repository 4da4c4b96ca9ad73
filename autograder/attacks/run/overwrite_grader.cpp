// Tries: writes over the judge, the manifest and its own program
// Held by: the sandbox: nothing of the machine is writable
// Policy: lets pass

#include <fstream>

namespace {
void attack() {
  for (const char* path : {LLMSYS_CANARY_FILE, LLMSYS_BUILD_FOLDER "/labs/00_warm_up/judge-canary", "/proc/self/exe"})
    std::ofstream(path, std::ios::app) << "overwritten";
}
}  // namespace
