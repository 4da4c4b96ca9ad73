// Tries: jumps out of the call to where it was before
// Held by: the judge: no answer
// Policy: lets pass

#include <csetjmp>

namespace {
std::jmp_buf before;
struct Remember {
  Remember() {
    if (setjmp(before) != 0) __builtin_trap();
  }
} remember;
void attack() { std::longjmp(before, 1); }
}  // namespace
