// Tries: ends the program with success inside the call
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: lets pass

#include <cstdlib>

namespace {
void attack() { std::quick_exit(0); }
}  // namespace
