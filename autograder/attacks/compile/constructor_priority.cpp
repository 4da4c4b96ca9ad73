// Tries: runs before the grader's constructors
// Held by: the object policy
// Policy: refuses
// Place: file

#include <cstdlib>
namespace {
__attribute__((constructor(101))) void first() { std::_Exit(0); }
}  // namespace
