// Tries: prints without end
// Held by: the judge: keeps 64 KiB and stops the worker at its limit
// Policy: lets pass
#include <cstdio>
#include <string>

namespace {
void attack() {
  const std::string junk(1 << 20, 'x');
  for (volatile bool on = true; on;) std::fwrite(junk.data(), 1, junk.size(), stdout);
}
}  // namespace
