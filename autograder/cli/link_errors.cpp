#include "autograder/cli/link_errors.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr std::string_view kMissing = "undefined reference to ", kTwice = "multiple definition of ";
constexpr std::string_view kTag = "[abi:cxx11]";  // says nothing to a student
constexpr size_t kMostLines = 8;
constexpr size_t kMostCharacters = 2000;

// "ld: a.o: in function `f': file:3: undefined reference to `g'" -> "undefined reference to `g'"; empty without `phrase`.
std::string from_phrase(const std::string& line, std::string_view phrase) {
  const size_t at = line.find(phrase);
  if (at == std::string::npos) return "";
  std::string out = line.substr(at, line.find(';', at) - at);
  const size_t tag = out.find(kTag);
  return tag == std::string::npos ? out : out.erase(tag, kTag.size());
}

void add_once(std::vector<std::string>& lines, const std::string& line) {
  if (!line.empty() && lines.size() < kMostLines && std::find(lines.begin(), lines.end(), line) == lines.end())
    lines.push_back(line);
}

}  // namespace

std::string explain_link_errors(const std::string& words) {
  std::vector<std::string> lines;
  std::istringstream stream(words);
  bool missing = false, twice = false;
  for (std::string line; std::getline(stream, line);) {
    const std::string absent = from_phrase(line, kMissing), double_ = from_phrase(line, kTwice);
    missing = missing || !absent.empty();
    twice = twice || !double_.empty();
    add_once(lines, absent);
    add_once(lines, double_);
  }
  if (missing) lines.emplace_back("Missing: is the function there, with the name and the parameters of its header?");
  if (twice)
    lines.emplace_back(
        "There twice: other files define these names too; rename yours, or put it into `namespace { }`.");
  return lines.empty() ? words.substr(0, kMostCharacters) : join(lines, "\n");
}

}  // namespace llmsys
