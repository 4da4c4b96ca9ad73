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

// What AddressSanitizer and UBSan call a mistake, and what that means.
struct Meaning {
  std::string_view name, words;
};
constexpr Meaning kMeanings[] = {
    {"heap-use-after-free",
     "memory is used after it was given back: a pointer, reference or view into a vector that has grown, or into "
     "an object that is gone"},
    {"heap-buffer-overflow",
     "an index runs past the end (or before the beginning) of a vector or an array on the heap"},
    {"stack-buffer-overflow", "an index runs past the end of a local array"},
    {"global-buffer-overflow", "an index runs past the end of a global array"},
    {"stack-use-after-scope", "a reference or view to a local variable whose block has ended"},
    {"stack-use-after-return", "a reference or view to a local variable of a function that has returned"},
    {"container-overflow", "an element of a vector behind its size(), in memory it only keeps in reserve"},
    {"alloc-dealloc-mismatch", "what new made is freed with free(), or the other way round"},
    {"double-free", "the same memory is given back twice"},
    {"stack-overflow", "a recursion without end, or a very large local array"},
    {"SEGV on unknown address", "a null or a wild pointer is used"},
    {"LeakSanitizer: detected memory leaks",
     "memory that new made is never given back: use a std::vector or std::unique_ptr"},
    {"signed integer overflow", "a whole number grows beyond its type: use int64_t, and widen before multiplying"},
    {"division by zero", "a whole number is divided by zero"},
    {"null pointer", "a null pointer is used"},
    {"which is not a valid value", "a variable was never given a value"},
};

// "  In words: ..." below the line that names the mistake; empty below others.
std::string in_words(std::string_view line) {
  const bool names = line.find("ERROR: ") != line.npos || line.find("runtime error: ") != line.npos;
  for (const Meaning& meaning : kMeanings)
    if (names && line.find(meaning.name) != line.npos) return "  In words: " + std::string(meaning.words) + ".\n";
  return "";
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
    return shortened(std::string(line)) + in_words(line);
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
