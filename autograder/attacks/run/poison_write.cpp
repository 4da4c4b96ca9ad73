// Tries: sends its own bytes for whatever is written
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <cstddef>

extern "C" long write(int, const void*, unsigned long size) { return static_cast<long>(size); }
namespace {
void attack() {}
}  // namespace
