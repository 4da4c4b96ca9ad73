// Tries: stops the clock
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <cstddef>

extern "C" int clock_gettime(int, void*) noexcept { return 0; }
namespace {
void attack() {}
}  // namespace
