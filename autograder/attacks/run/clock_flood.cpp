// Tries: prints without end while its time is taken
// Held by: limits of time; the judge keeps 64 KiB and throws the rest away
// Policy: lets pass
// Place: whole
// Task: 0.6:time
// Kit: slow_product.h

#include <cstdio>
#include <string>

namespace llmsys::lab00 {
void matmul_ikj(Matrix& c, const Matrix& a, const Matrix& b) {
  const std::string junk(1 << 20, 'x');
  for (volatile bool on = true; on;) std::fwrite(junk.data(), 1, junk.size(), stdout);
  slow_product(c, a, b);
}
}  // namespace llmsys::lab00
