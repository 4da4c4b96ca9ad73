// Tries: prints the machine's passwords
// Held by: the sandbox: another user, and the file is not there
// Policy: lets pass

#include <fstream>
#include <iostream>

namespace {
void attack() {
  std::ifstream shadow("/etc/shadow");
  for (std::string line; std::getline(shadow, line);) std::cout << "attack-succeeded " << line << std::endl;
}
}  // namespace
