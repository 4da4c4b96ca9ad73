#include "autograder/explain/compile_hints.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "autograder/explain/compile_rules.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

// "‘std::map’ is defined in header ‘<map>’; did you forget to ‘#include <map>’?" -> "#include <map>".
std::string wanted_include(const Diagnostic& error) {
  for (const Diagnostic& note : error.notes) {
    const size_t begin = note.words.find("#include <"), end = note.words.find('>', begin);
    if (begin != note.words.npos && end != note.words.npos) return note.words.substr(begin, end + 1 - begin);
  }
  return "";
}

// Functions of the library whose header g++ does not name: a header, and names between spaces.
constexpr std::pair<std::string_view, std::string_view> kHeaders[] = {
    {"numeric", " accumulate iota inner_product "},
    {"algorithm",
     " sort find find_if max_element min_element fill copy count all_of any_of lower_bound reverse clamp "},
    {"cmath", " log exp sqrt pow tanh isnan isfinite fmod "},
    {"cstdio", " printf "},
    {"cctype", " isalpha tolower "},
    {"cstring", " memcpy "},
    {"limits", " numeric_limits "},
    {"utility", " exchange swap "},
    {"bit", " popcount countr_zero "}};

// "‘accumulate’ is not a member of ‘std’" -> "#include <numeric>".
std::string known_include(const std::string& words) {
  constexpr std::string_view kOpen = "‘", kRest = "’ is not a member of ‘std’";
  const size_t end = words.find(kRest);
  if (!words.starts_with(kOpen) || end == words.npos) return "";
  const std::string name = text(" ", words.substr(kOpen.size(), end - kOpen.size()), " ");
  for (const auto& [header, names] : kHeaders)
    if (names.find(name) != names.npos) return text("#include <", header, ">");
  return "";
}

// "‘vector’ was not declared", and a note that names ‘std::vector’ -> "std::vector".
std::string wanted_std(const Diagnostic& error) {
  constexpr std::string_view kOpen = "‘", kClose = "’", kStd = "‘std::";
  const size_t begin = error.words.find(kOpen), end = error.words.find(kClose);
  if (begin != 0 || end == error.words.npos) return "";
  const std::string name = error.words.substr(kOpen.size(), end - kOpen.size());
  for (const Diagnostic& note : error.notes)
    if (note.words.find(text(kStd, name, kClose)) != note.words.npos) return "std::" + name;
  return "";
}

bool any_says(const std::vector<Diagnostic>& all, std::string_view words) {
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.words.find(words) != one.words.npos; });
}

// Whether a ; is missing in a line that ends with a comment, which may have been meant as a division.
bool breaks_off(const std::string& words, const std::string& above) {
  const size_t comment = above.find("//");
  if (words.find("‘;’ before") == words.npos || comment == above.npos) return false;
  const size_t last = above.find_last_not_of(' ', comment == 0 ? 0 : comment - 1);
  return last < comment && std::string_view(";{}").find(above[last]) == std::string_view::npos;
}

}  // namespace

std::string compile_hint(const Diagnostic& error, const SourceText& source, int number,
                         const std::vector<Diagnostic>& others) {
  const std::string line = source.line(number), above = source.line(number - 1);
  for (const RuleSet rules : {RuleSet::python, RuleSet::tensors, RuleSet::kernels})
    if (const std::string_view hint = hint_of(rules, error.words, line); !hint.empty()) return std::string(hint);
  for (const Diagnostic& note : error.notes)
    if (const std::string_view hint = hint_of(RuleSet::python, note.words, line); !hint.empty())
      return std::string(hint);
  if (const std::string include = wanted_include(error); !include.empty()) return "add " + include + " above.";
  if (const std::string include = known_include(error.words); !include.empty()) return "add " + include + " above.";
  if (const std::string name = wanted_std(error); !name.empty()) return "write " + name + ".";
  if (error.words.find("not allowed here") != error.words.npos && any_says(others, "expected ‘}’ at end of input"))
    return "a } is missing above: the function before this one has not ended.";
  if (breaks_off(error.words, above))
    return "a ; is missing in the line above, before the // that begins a comment; whole numbers are divided by /.";
  return std::string(hint_of(RuleSet::language, error.words, line));
}

}  // namespace llmsys
