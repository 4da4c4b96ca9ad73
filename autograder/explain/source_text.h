/// @file
/// Lines of a student's file, as a report shows them.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// A file's lines, to show some of them.
class SourceText {
 public:
  /// @param content  the whole file
  explicit SourceText(const std::string& content);
  /// The line of that number, from 1, with tabs as spaces; empty if there is none.
  [[nodiscard]] std::string line(int number) const;
  /// Line `number`, with its number, and `above` lines before it; below it a caret at `column` (0: none):
  /// "   10 |   for (...)\n      |   ^". Ends without a newline; empty if there is no such line.
  [[nodiscard]] std::string excerpt(int number, int column = 0, int above = 1) const;

  /// Line `number`, marked by >, with the lines before and behind it; empty if there is no such line.
  [[nodiscard]] std::string around(int number) const;

 private:
  [[nodiscard]] bool has(int number) const { return number >= 1 && static_cast<size_t>(number) <= lines_.size(); }

  std::vector<std::string> lines_;
};

}  // namespace llmsys
