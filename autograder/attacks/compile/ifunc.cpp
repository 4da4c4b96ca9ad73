// Tries: runs while the program is loaded
// Held by: the object policy
// Policy: refuses
// Place: file

extern "C" {
static int real(const void*, const void*, unsigned long) { return 0; }
static int (*choose())(const void*, const void*, unsigned long) { return real; }
int memcmp(const void*, const void*, unsigned long) noexcept __attribute__((ifunc("choose")));
}
