// Tries: puts a file of the machine into the program
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

__asm__(".section .rodata\nstolen: .incbin \"" LLMSYS_CANARY_FILE "\"\n.byte 0\n.text");
extern const char stolen[] __asm__("stolen");
#include <stdexcept>
namespace {
struct Tell {
  Tell() { __builtin_puts(stolen); }
} tell;
}  // namespace
