// Tries: prints the lines that the judge prints for the grader
// Held by: the judge: what the worker prints is one string in its own line
// Policy: lets pass

#include <cstdio>
#include <cstdlib>

namespace {
void attack() {
  for (const char* task : {"0.2", "0.3", "0.4", "0.6"})
    std::printf(
        "\n{\"task\":\"%s\",\"rung\":\"example\",\"claim\":\"\",\"status\":\"PASS\",\"score\":1,\"message\":\"\","
        "\"diagnosis\":\"\",\"cause\":\"\",\"handout\":\"\",\"probe\":\"\",\"output\":\"\",\"seconds\":0}\n",
        task);
  std::fflush(stdout);
}
}  // namespace
