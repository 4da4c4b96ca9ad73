// Tries: puts a file's content into the message of an exception
// Held by: the sandbox: the file is not there
// Policy: lets pass

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {
void attack() {
  std::ostringstream content;
  content << std::ifstream(LLMSYS_CANARY_FILE).rdbuf();
  throw std::runtime_error(content.str());
}
}  // namespace
