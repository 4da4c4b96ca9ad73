// Tries: replaces the function that writes answers
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

#include <string_view>

namespace llmsys {
void write_frame(int, std::string_view) {}
}  // namespace llmsys
namespace {
void attack() {}
}  // namespace
