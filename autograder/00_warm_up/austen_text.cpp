#include <cstdlib>

#include "autograder/00_warm_up/bigram_inputs.h"
#include "autograder/judge/source_root.h"
#include "framework/data/text_file.h"

namespace llmsys::lab00 {

std::string austen_text() { return read_text(source_root() + "/datasets/text/austen_tiny.txt"); }

}  // namespace llmsys::lab00
