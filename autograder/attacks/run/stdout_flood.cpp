// Tries: prints without end
// Held by: limits of time; the judge keeps 64 KiB and throws the rest away
// Policy: lets pass

#include <cstdio>
#include <string>

namespace {
void attack() {
  const std::string junk(1 << 20, 'x');
  for (volatile bool on = true; on;) std::fwrite(junk.data(), 1, junk.size(), stdout);
}
}  // namespace
