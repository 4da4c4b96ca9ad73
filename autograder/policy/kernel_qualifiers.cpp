#include "autograder/policy/kernel_qualifiers.h"

#include <algorithm>
#include <set>

#include "autograder/policy/source_tokens.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr std::string_view kGlobal = "__global__";
constexpr size_t kMostBetween = 3;  // words: "__global__ void __launch_bounds__ name"

std::set<std::string> launched_names(const std::vector<Word>& words) {
  std::set<std::string> names;
  for (size_t i = 1; i < words.size(); ++i)
    if (words[i - 1].text == "launch") names.insert(words[i].text);
  return names;
}

// Whether a function of type void is declared at that word.
bool is_declared_at(const std::vector<Word>& words, size_t at) {
  return at > 0 && (words[at - 1].text == "void" || words[at - 1].text == "__launch_bounds__");
}

bool is_global_at(const std::vector<Word>& words, size_t at) {
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(at);
  const auto begin = end - static_cast<std::ptrdiff_t>(std::min(at, kMostBetween));
  return std::any_of(begin, end, [](const Word& word) { return word.text == kGlobal; });
}

}  // namespace

std::string launched_without_global(std::string_view source, const std::string& shown) {
  const std::vector<Word> words = tokens_of(source).words;
  for (const std::string& name : launched_names(words)) {
    int line = 0;
    bool global = false;
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].text != name || !is_declared_at(words, i)) continue;
      if (line == 0) line = words[i].line;
      global = global || is_global_at(words, i);
    }
    if (line > 0 && !global)
      return text(shown, ":", line, ": `", name, "` is launched as a kernel, but is not ", kGlobal,
                  ": the emulator does not mind, a GPU's compiler refuses it. Write ", kGlobal, " void ", name,
                  "(...).");
  }
  return "";
}

}  // namespace llmsys
