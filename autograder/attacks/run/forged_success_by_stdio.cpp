// Tries: turns standard output into the grader's channel and prints an answer
// Held by: the judge: the answer is checked
// Policy: refuses

#include <cstdio>

namespace {
void attack() {
  stdout->_fileno = 3;
  std::puts("llframv1\1\0\0\0\0\0\0\0x");
  std::fflush(stdout);
}
}  // namespace
