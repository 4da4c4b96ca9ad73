// Tries: makes the word asm of two halves
// Held by: the source policy
// Policy: refuses
// Place: file

#define WORD(a, b) a##b
namespace {
struct Leave {
  Leave() { WORD(as, m)("mov $60, %eax; xor %edi, %edi; syscall"); }
} leave;
}  // namespace
