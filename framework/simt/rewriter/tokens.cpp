#include "framework/simt/rewriter/tokens.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace llmsys::simt {
namespace {

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool begins_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool continues_name(char c) { return begins_name(c) || is_digit(c); }

class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {}
  std::vector<Token> all() {
    std::vector<Token> tokens;
    while (at_ < source_.size()) {
      const size_t begin = at_;
      const TokenKind kind = next();
      tokens.push_back({kind, source_.substr(begin, at_ - begin)});
      if (kind != TokenKind::space && kind != TokenKind::comment) line_begins_ = false;
      if (tokens.back().text.find('\n') != std::string_view::npos) line_begins_ = true;
    }
    return tokens;
  }

 private:
  [[nodiscard]] char peek(size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }
  [[nodiscard]] bool looking_at(std::string_view text) const { return source_.substr(at_, text.size()) == text; }
  template <class Predicate>
  void skip_while(const Predicate& predicate) {
    while (at_ < source_.size() && predicate(peek())) ++at_;
  }
  /// To behind `text`, or to the end.
  void skip_past(std::string_view text) {
    const size_t found = source_.find(text, at_);
    at_ = found == std::string_view::npos ? source_.size() : found + text.size();
  }
  [[nodiscard]] bool at_continued_line() const { return looking_at("\\\n") || looking_at("\\\r\n"); }

  TokenKind next() {
    if (is_space(peek()) || at_continued_line()) return space();
    if (looking_at("//")) return line_comment();
    if (looking_at("/*")) {
      at_ += 2;
      skip_past("*/");
      return TokenKind::comment;
    }
    if (peek() == '#' && line_begins_ && is_include()) return include();
    if (peek() == '"' || peek() == '\'') return literal(false);
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
    if (begins_name(peek())) return name_or_literal();
    return mark();
  }

  TokenKind space() {
    while (at_ < source_.size() && (is_space(peek()) || at_continued_line())) ++at_;
    return TokenKind::space;
  }

  TokenKind line_comment() {
    while (at_ < source_.size() && peek() != '\n') at_ += at_continued_line() && looking_at("\\\n") ? 2 : 1;
    return TokenKind::comment;
  }

  [[nodiscard]] bool is_include() const {
    size_t word = at_ + 1;
    while (word < source_.size() && (source_[word] == ' ' || source_[word] == '\t')) ++word;
    return source_.substr(word, 7) == "include";
  }

  TokenKind include() {
    skip_while([](char c) { return c != '\n'; });
    return TokenKind::include;
  }

  TokenKind number() {  // 1'000.5e-3f: a sign belongs to it behind an exponent
    char last = '\0';
    skip_while([&](char c) {
      const bool sign = (c == '+' || c == '-') && (last == 'e' || last == 'E' || last == 'p' || last == 'P');
      last = c;
      return continues_name(c) || c == '.' || c == '\'' || sign;
    });
    return TokenKind::number;
  }

  TokenKind name_or_literal() {
    const size_t begin = at_;
    skip_while(continues_name);
    const std::string_view name = source_.substr(begin, at_ - begin);
    const bool prefix = name == "R" || name == "L" || name == "u8" || name == "u" || name == "U" || name == "LR" ||
                        name == "u8R" || name == "uR" || name == "UR";
    if (prefix && (peek() == '"' || (peek() == '\'' && name.back() != 'R'))) return literal(name.back() == 'R');
    return TokenKind::identifier;
  }

  TokenKind literal(bool raw) {
    const char quote = peek();
    ++at_;
    if (raw) {
      const size_t open = source_.find('(', at_);
      const std::string end =
          ")" + std::string(source_.substr(at_, open == std::string_view::npos ? 0 : open - at_)) + "\"";
      skip_past(end);
    } else {
      while (at_ < source_.size() && peek() != quote && peek() != '\n') at_ += peek() == '\\' ? 2 : 1;
      at_ = std::min(at_ + 1, source_.size());
    }
    skip_while(continues_name);  // 12_km
    return TokenKind::literal;
  }

  TokenKind mark() {
    for (const std::string_view longer : {"<<<", ">>>", "::", "->"})
      if (looking_at(longer)) {
        at_ += longer.size();
        return TokenKind::mark;
      }
    ++at_;
    return TokenKind::mark;
  }

  std::string_view source_;
  size_t at_ = 0;
  bool line_begins_ = true;
};

}  // namespace

std::vector<Token> tokenize(std::string_view source) { return Scanner(source).all(); }

}  // namespace llmsys::simt
