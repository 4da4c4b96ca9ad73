#include "autograder/report/wrap.h"

#include <algorithm>
#include <sstream>

namespace llmsys {
namespace {

constexpr int kLeastWidth = 24;  // columns: below, breaking makes it worse

std::string wrapped_line(const std::string& line, int columns, const std::string& indent, int used) {
  if (columns == 0 || is_code_line(line) || used + columns_of(line) <= columns) return line;
  std::istringstream words(line.substr(std::min(line.size(), line.find_first_not_of(' '))));
  std::string out(std::min(line.size(), line.find_first_not_of(' ')), ' ');
  int at = used + static_cast<int>(out.size());
  bool first = true;
  for (std::string word; words >> word; first = false) {
    if (!first && at + 1 + columns_of(word) > columns) {
      out += "\n" + indent;
      at = static_cast<int>(indent.size());
    } else if (!first) {
      out += ' ';
      ++at;
    }
    out += word;
    at += columns_of(word);
  }
  return out;
}

}  // namespace

int columns_of(const std::string& text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_code_line(const std::string& line) {
  const size_t bar = line.find_first_not_of(" >0123456789");
  return bar != std::string::npos && line[bar] == '|';
}

std::string wrapped(const std::string& content, int columns, int indent, int used) {
  const std::string space(static_cast<size_t>(indent), ' ');
  if (columns < indent + kLeastWidth) columns = 0;
  std::string out;
  std::istringstream lines(content);
  for (std::string line; std::getline(lines, line); used = indent)
    out += (out.empty() ? "" : "\n" + space) + wrapped_line(line, columns, space, used);
  return out;
}

}  // namespace llmsys
