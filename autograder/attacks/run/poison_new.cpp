// Tries: makes every allocation return the same memory
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <cstddef>
#include <new>

namespace {
alignas(64) char memory[1 << 20];
void attack() {}
}  // namespace
void* operator new(size_t) { return memory; }
void operator delete(void*) noexcept {}
void operator delete(void*, size_t) noexcept {}
