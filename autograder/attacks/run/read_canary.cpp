// Tries: reads a file of the machine that everybody may read
// Held by: the sandbox: the file is not there
// Policy: lets pass

#include <fstream>
#include <iostream>

namespace {
void attack() { std::cout << std::ifstream(LLMSYS_CANARY_FILE).rdbuf() << std::endl; }
}  // namespace
