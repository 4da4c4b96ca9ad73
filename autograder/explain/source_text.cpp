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

// Of a line in UTF-8, `count` characters from the one of that number on, from 0.
std::string characters(const std::string& line, size_t first, size_t count) {
  std::string out;
  size_t number = 0;  // of characters that have begun
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++number;
    if (number > first && number <= first + count) out += c;
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
  const size_t at = static_cast<size_t>(std::max(1, column)) - 1;
  const size_t first = at < kMostShown ? 0 : at - kMostShown / 2;  // of a very long line, what is around the caret
  std::vector<std::string> out;
  for (int i = std::max(1, number - above); i <= number; ++i)
    if (i == number || line(i).find_first_not_of(' ') != std::string::npos)
      out.push_back(margin(text(i)) + characters(line(i), first, kMostShown));
  if (column > 0) out.push_back(margin("") + std::string(at - first, ' ') + "^");
  return join(out, "\n");
}

std::string SourceText::around(int number) const {
  if (!has(number)) return "";
  std::vector<std::string> out;
  for (int i = number - 1; i <= number + 1; ++i)
    if (has(i)) out.push_back((i == number ? " >" : "  ") + margin(text(i)) + characters(line(i), 0, kMostShown));
  return join(out, "\n");
}

}  // namespace llmsys
