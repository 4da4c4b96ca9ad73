/// @file
/// Lines and words of a text, as the search for secrets compares them.
#pragma once
#include <cctype>
#include <string>

namespace llmsys {

/// A line without the blanks and the marks around it that make it a comment, a line of a patch or a quotation.
inline std::string trimmed_line(const std::string& line) {
  const size_t begin = line.find_first_not_of(" \t\r+-/*>|`");
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r`") + 1 - begin);
}

/// Calls `on_word` for each longest run of letters, digits and underscores.
template <class F>
void for_each_word(const std::string& content, const F& on_word) {
  std::string word;
  for (const char c : content) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
      continue;
    }
    if (!word.empty()) on_word(word);
    word.clear();
  }
  if (!word.empty()) on_word(word);
}

}  // namespace llmsys
