// Takes the place of functions of the libraries. What it defines is used by the whole program.
#include <cstddef>
#include <new>

extern "C" double exp(double) { return 1; }
extern "C" __attribute__((weak)) int memcmp(const void*, const void*, size_t) { return 0; }
extern "C" inline __attribute__((used)) long write(int, const void*, size_t n) { return static_cast<long>(n); }
void* operator new(size_t) { throw std::bad_alloc(); }
extern "C" int my_own(int) __asm__("clock_gettime");
extern "C" int my_own(int) { return 0; }
