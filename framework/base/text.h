/// @file
/// Text from pieces: `text("got ", 3, " of ", 4.5)`. What error messages are made of; no streams, no locale.
#pragma once
#include <concepts>
#include <string>
#include <string_view>

namespace llmsys {

/// The shortest decimal text that reads back as `value`; "nan", "inf", "-inf" for the rest.
std::string to_text(double value);
/// The shortest decimal text that reads back as `value`.
std::string to_text(float value);
/// "true" or "false".
inline std::string to_text(bool value) { return value ? "true" : "false"; }
/// Decimal digits of any other integer.
template <std::integral T>
std::string to_text(T value) {
  return std::to_string(value);
}
/// The text itself.
inline std::string_view to_text(std::string_view value) { return value; }
/// The text itself; a null pointer is a programming error.
inline std::string_view to_text(const char* value) { return value; }

/// The arguments one after another, each through to_text(): a type of its own joins by declaring one beside itself.
template <class... Args>
std::string text(const Args&... args) {
  std::string out;
  (out.append(to_text(args)), ...);
  return out;
}

/// `items` through to_text(), with `separator` between them: join({2, 3}, ",") is "2,3".
template <class Range>
std::string join(const Range& items, std::string_view separator) {
  std::string out;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out.append(separator);
    out.append(to_text(item));
    first = false;
  }
  return out;
}

/// How many single-character edits turn `a` into `b` (Levenshtein): finds the word a user meant.
int edit_distance(std::string_view a, std::string_view b);

}  // namespace llmsys
