// A lab's kernels under the profiler: NAME runs one case, no name lists them. recorder.cpp writes what was counted.
#include <cstdio>
#include <exception>
#include <string_view>

#include "autograder/profile/cases.h"

namespace {

int run(const llmsys::ProfileCase& chosen) {
  try {
    chosen.run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lab: %s: %s\n", chosen.name.c_str(), error.what());
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const llmsys::ProfileCase& offered : llmsys::profile_cases())
    if (offered.name == wanted) return run(offered);
  for (const llmsys::ProfileCase& offered : llmsys::profile_cases())
    std::printf("    %-22s %s\n", offered.name.c_str(), offered.what.c_str());
  return wanted.empty() ? 0 : 2;
}
