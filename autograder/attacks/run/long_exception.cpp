// Tries: throws a message of 300 MB that names a right answer
// Held by: the judge: reads at most 64 MiB, and an error is no answer
// Policy: lets pass

#include <stdexcept>
#include <string>

namespace {
void attack() { throw std::runtime_error(std::string(300 << 20, 'P')); }
}  // namespace
