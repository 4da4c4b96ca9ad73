#include "autograder/policy/source_tokens.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace llmsys {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kRawPrefixes[] = {"R", "LR", "uR", "UR", "u8R"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\0'; }
bool is_space(char c) { return is_blank(c) || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c); }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Goes through the characters; a backslash at a line's end joins it to the next, except where `raw`.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
    skip_splices();
  }

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\n' : text_[at_]; }
  [[nodiscard]] char peek_next() const {
    Cursor next = *this;
    next.advance();
    return next.peek();
  }
  [[nodiscard]] int line() const { return line_; }

  char advance() {
    const char c = advance_raw();
    skip_splices();
    return c;
  }
  char advance_raw() {
    const char c = peek();
    if (!at_end() && text_[at_++] == '\n') ++line_;
    return c;
  }
  // After the last advance_raw().
  void skip_splices() {
    while (!at_end() && text_[at_] == '\\') {
      size_t end =
          at_ + 1;  // GCC lets blanks pass between backslash and newline, but a carriage return only just before it
      while (end < text_.size() && is_blank(text_[end])) ++end;
      if (end < text_.size() && text_[end] == '\r') ++end;
      if (end >= text_.size() || text_[end] != '\n') return;
      at_ = end + 1;
      ++line_;
    }
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
};

class Scanner {
 public:
  explicit Scanner(std::string_view source) : cursor_(source) {}

  SourceTokens scan() {
    bool line_begins = true;
    while (!cursor_.at_end()) {
      if (skip_blank()) continue;
      if (cursor_.peek() == '\n') {
        cursor_.advance();
        line_begins = true;
      } else if (line_begins && skip_hash()) {
        directive();
      } else {
        token();
        line_begins = false;
      }
    }
    return std::move(out_);
  }

 private:
  // Spaces and comments.
  bool skip_blank() {
    if (is_space(cursor_.peek())) {
      cursor_.advance();
      return true;
    }
    if (cursor_.peek() != '/') return false;
    const char next = cursor_.peek_next();
    if (next == '/') {
      while (!cursor_.at_end() && cursor_.peek() != '\n') cursor_.advance();
    } else if (next == '*') {
      cursor_.advance();
      cursor_.advance();
      while (!cursor_.at_end() && !(cursor_.peek() == '*' && cursor_.peek_next() == '/')) cursor_.advance();
      cursor_.advance();
      cursor_.advance();
    }
    return next == '/' || next == '*';
  }

  void skip_blanks() {
    while (!cursor_.at_end() && skip_blank()) {}
  }

  std::string word() {
    std::string out;
    while (!cursor_.at_end() && continues_word(cursor_.peek())) out += cursor_.advance();
    return out;
  }

  // One token; its text, of which that of words and strings counts.
  std::string token() {
    const char c = cursor_.peek();
    const int line = cursor_.line();
    if (starts_word(c)) {
      const std::string text = word();
      const bool raw = std::find(std::begin(kRawPrefixes), std::end(kRawPrefixes), text) != std::end(kRawPrefixes);
      if (raw && cursor_.peek() == '"') return text + raw_string();
      note_word(line, text);
      return text;
    }
    if (is_digit(c) || (c == '.' && is_digit(cursor_.peek_next()))) return number();
    if (c == '"' || c == '\'') return quoted(c);
    if (skip_hash()) {
      if (skip_hash()) out_.words.push_back({line, "##"});
      return "#";
    }
    return std::string(1, cursor_.advance());
  }

  // What is not ASCII may be part of a name, or none of it, as compilers have it: both are noted.
  void note_word(int line, const std::string& whole) {
    out_.words.push_back({line, whole});
    if (std::all_of(whole.begin(), whole.end(), is_ascii)) return;
    for (auto at = whole.begin(); at != whole.end();) {
      const auto begin = std::find_if(at, whole.end(), is_ascii);
      at = std::find_if_not(begin, whole.end(), is_ascii);
      if (begin != at) out_.words.push_back({line, std::string(begin, at)});
    }
  }

  // # in either way of writing it.
  bool skip_hash() {
    const bool digraph = cursor_.peek() == '%' && cursor_.peek_next() == ':';
    if (cursor_.peek() != '#' && !digraph) return false;
    cursor_.advance();
    if (digraph) cursor_.advance();
    return true;
  }

  // 1'000.0e-3f: quotes inside belong to it. What compilers disagree on is noted as the word '.
  std::string number() {
    const int line = cursor_.line();
    std::string out;
    while (!cursor_.at_end()) {
      const char c = cursor_.peek();
      const bool sign =
          (c == '+' || c == '-') && !out.empty() && std::string_view("eEpP").find(out.back()) != std::string_view::npos;
      const bool separator = c == '\'' && continues_word(cursor_.peek_next()) && is_ascii(cursor_.peek_next());
      if (!continues_word(c) && c != '.' && !sign && !separator) break;
      out += cursor_.advance();
    }
    if (cursor_.peek() == '\'') out_.words.push_back({line, "'"});
    return out;
  }

  // A string or a character; one that is not closed ends with its line, as an apostrophe under #if 0 does.
  std::string quoted(char quote) {
    std::string out(1, cursor_.advance());
    while (!cursor_.at_end() && cursor_.peek() != '\n') {
      const char c = cursor_.advance();
      out += c;
      if (c == quote) break;
      if (c == '\\' && cursor_.peek() != '\n') out += cursor_.advance();
    }
    return out;
  }

  // From the quote of R"mark( to that of )mark"; in a directive at most to the line's end, as GCC has it.
  std::string raw_string() {
    std::string mark, out(1, cursor_.advance_raw());
    while (!cursor_.at_end() && cursor_.peek() != '(' && cursor_.peek() != '\n') mark += cursor_.advance_raw();
    const std::string end = ")" + mark + "\"";
    while (!cursor_.at_end() && !out.ends_with(end) && !(in_directive_ && cursor_.peek() == '\n'))
      out += cursor_.advance_raw();
    cursor_.skip_splices();
    return out;
  }

  // <vector> or "a.h", in which neither comments nor escapes count.
  std::string header_name() {
    const char close = cursor_.peek() == '<' ? '>' : '"';
    std::string out(1, cursor_.advance());
    while (!cursor_.at_end() && cursor_.peek() != '\n') {
      out += cursor_.advance();
      if (out.back() == close) break;
    }
    return out;
  }

  // What follows the #.
  void directive() {
    in_directive_ = true;
    skip_blanks();
    Directive found{.line = cursor_.line(), .name = word(), .arguments = ""};
    skip_blanks();
    const bool names_file = found.name.starts_with("include") || found.name == "import" || found.name == "embed";
    if (names_file && (cursor_.peek() == '<' || cursor_.peek() == '"')) found.arguments = header_name();
    while (!cursor_.at_end() && cursor_.peek() != '\n') {
      if (!skip_blank())
        found.arguments += token();
      else if (!found.arguments.ends_with(' '))
        found.arguments += ' ';
    }
    while (found.arguments.ends_with(' ')) found.arguments.pop_back();
    out_.directives.push_back(found);
    in_directive_ = false;
  }

  Cursor cursor_;
  SourceTokens out_;
  bool in_directive_ = false;
};

}  // namespace

SourceTokens tokens_of(std::string_view source) { return Scanner(source).scan(); }

}  // namespace llmsys
