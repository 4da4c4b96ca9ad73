// Tries: ends the program with success before main() begins
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: lets pass

#include <cstdlib>

namespace {
struct Leave {
  Leave() { std::_Exit(0); }
} leave;
void attack() {}
}  // namespace
