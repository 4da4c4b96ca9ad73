// Tries: runs before all constructors
// Held by: the object policy
// Policy: refuses
// Place: file

#include <cstdlib>
namespace {
void first() { std::_Exit(0); }
__attribute__((section(".preinit_array"), used)) void (*before_all)() = first;
}  // namespace
