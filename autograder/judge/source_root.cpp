#include "autograder/judge/source_root.h"

namespace llmsys {

std::string source_root() { return LLMSYS_SOURCE_ROOT; }

}  // namespace llmsys
