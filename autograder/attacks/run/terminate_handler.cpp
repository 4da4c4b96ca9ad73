// Tries: answers an exception nobody catches with success
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: lets pass

#include <cstdlib>
#include <exception>

namespace {
void attack() noexcept {
  std::set_terminate([] { std::_Exit(0); });
  throw 1;
}
}  // namespace
