#include "autograder/cli/sanitizer_filter.h"

namespace llmsys {
namespace {

constexpr std::string_view kFrame = "    #";

bool in_students_file(std::string_view line) {
  return line.find("/labs/") != line.npos && line.find(".cpp:") != line.npos;
}

std::string without(std::string line, const std::string& piece) {
  for (size_t at = line.find(piece); at != std::string::npos; at = line.find(piece, at)) line.erase(at, piece.size());
  return line;
}

}  // namespace

// "    #4 0x55b6cd94aa47 in index_of /home/ann/lab/labs/.." -> "    #4 index_of labs/.."
std::string SanitizerFilter::shortened(std::string line) const {
  const size_t address = line.find(" 0x"), name = line.find(" in ");
  if (line.rfind(kFrame, 0) == 0 && address != line.npos && name != line.npos) line.erase(address, name + 3 - address);
  return without(line, root_ + "/") + "\n";
}

std::string SanitizerFilter::take(std::string_view line) {
  if (line.find("Shadow bytes around") != line.npos) in_shadow_ = true;
  if (line.find("==ABORTING") != line.npos) in_shadow_ = false;
  if (in_shadow_) return "";
  if (line.rfind(kFrame, 0) != 0) {
    in_stack_ = false;
    before_.clear();
    return shortened(std::string(line));
  }
  if (!in_students_file(line)) {
    before_ = line;
    return "";
  }
  const std::string led_here = in_stack_ || before_.empty() ? "" : shortened(before_);
  in_stack_ = true;
  return led_here + shortened(std::string(line));
}

}  // namespace llmsys
