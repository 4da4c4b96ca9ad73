// Tries: replaces a function of the C library under another name
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <cstddef>

int innocent(int, void*) __asm__("clock_gettime");
int innocent(int, void*) { return 0; }
namespace {
void attack() {}
}  // namespace
