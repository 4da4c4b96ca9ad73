#include "autograder/mutants/change.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

#include "autograder/mutants/operators.h"

namespace llmsys::mutants {
namespace {

// Runs of white space become one space; none is left at the ends.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> all = {"arithmetic", "increment", "comparison", "logic", "bits",  "bound",
                                               "constant",   "condition", "statement",  "swap",  "return"};
  return all;
}

Changes changes_of(const Source& source) {
  Changes out;
  std::set<std::tuple<size_t, size_t, std::string>> seen;
  for (size_t i = 0; i < source.tokens().size(); ++i) {
    const Body* body = source.body_of(i);
    if (!source.marked(i) || body == nullptr) continue;
    std::vector<Change> here;
    for (const auto find : {change_symbol, change_constant, change_bounds, negate_condition, delete_statement,
                            swap_arguments, return_at_once})
      find(source, i, here);
    for (Change& change : here) {
      if (!seen.insert({change.begin, change.end, change.text}).second) continue;
      if (body->constant)
        ++out.skipped[change.kind];
      else
        out.all.push_back(std::move(change));
    }
  }
  return out;
}

std::string changed(const std::string& content, const Change& change) {
  return content.substr(0, change.begin) + change.text + content.substr(change.end);
}

Diff diff_of(const std::string& content, const Change& change) {
  const size_t start = change.begin == 0 ? 0 : content.rfind('\n', change.begin - 1) + 1;  // npos + 1 is 0
  const size_t end = std::min(content.find('\n', change.end), content.size());
  const std::string_view all = content;
  Diff diff;
  diff.line = 1 + static_cast<int>(std::count(all.begin(), all.begin() + static_cast<ptrdiff_t>(start), '\n'));
  diff.before = squeezed(all.substr(start, end - start));
  diff.after = squeezed(content.substr(start, change.begin - start) + change.text +
                        content.substr(change.end, end - change.end));
  return diff;
}

}  // namespace llmsys::mutants
