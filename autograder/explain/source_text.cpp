#include "autograder/explain/source_text.h"

#include <algorithm>
#include <sstream>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kTab = 8;          // as g++ counts columns
constexpr size_t kNumberWidth = 5;  // of a line number
constexpr size_t kMostShown = 160;  // characters of a line

std::string without_tabs(const std::string& line) {
  std::string out;
  for (const char c : line) {
    if (c == '\r') continue;
    if (c == '\t')
      out.append(kTab - out.size() % kTab, ' ');
    else
      out += c;
  }
  return out;
}

std::string margin(const std::string& number) {
  return std::string(kNumberWidth - std::min(kNumberWidth, number.size()), ' ') + number + " | ";
}

}  // namespace

SourceText::SourceText(const std::string& content) {
  std::istringstream stream(content);
  for (std::string line; std::getline(stream, line);) lines_.push_back(without_tabs(line));
}

std::string SourceText::line(int number) const { return has(number) ? lines_[static_cast<size_t>(number) - 1] : ""; }

std::string SourceText::excerpt(int number, int column, int above) const {
  if (!has(number)) return "";
  std::vector<std::string> out;
  for (int i = std::max(1, number - above); i <= number; ++i)
    if (i == number || line(i).find_first_not_of(' ') != std::string::npos)
      out.push_back(margin(text(i)) + line(i).substr(0, kMostShown));
  if (column > 0 && static_cast<size_t>(column) <= kMostShown)
    out.push_back(margin("") + std::string(static_cast<size_t>(column) - 1, ' ') + "^");
  return join(out, "\n");
}

std::string SourceText::around(int number) const {
  if (!has(number)) return "";
  std::vector<std::string> out;
  for (int i = number - 1; i <= number + 1; ++i)
    if (has(i)) out.push_back((i == number ? " >" : "  ") + margin(text(i)) + line(i).substr(0, kMostShown));
  return join(out, "\n");
}

}  // namespace llmsys
