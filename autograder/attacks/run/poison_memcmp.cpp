// Tries: makes all memory equal
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <cstddef>

extern "C" int memcmp(const void*, const void*, unsigned long) noexcept { return 0; }
namespace {
void attack() {}
}  // namespace
