#include "autograder/mutants/tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

bool starts_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool in_word(char c) { return starts_word(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Longest first, so that the first that fits is the token.
constexpr std::array<std::string_view, 27> kSymbols = {"<<=", ">>=", "...", "->*", "<=>", "::", "->", "++", "--",
                                                       "<<",  ">>",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
                                                       "-=",  "*=",  "/=",  "%=",  "&=",  "|=", "^=", ".*", "##"};

class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {}

  std::vector<Token> all() {
    while (at_ < source_.size()) step();
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool sees(std::string_view words) const { return source_.substr(at_, words.size()) == words; }
  [[nodiscard]] char look(size_t ahead) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  void step() {
    const char c = source_[at_];
    if (c == '\n') line_start_ = true;
    if (std::isspace(static_cast<unsigned char>(c)) != 0) return pass(1);
    if (sees("//")) return pass(std::min(source_.find('\n', at_), source_.size()) - at_);
    if (sees("/*")) return pass(std::min(source_.find("*/", at_ + 2), source_.size() - 2) + 2 - at_);
    if (c == '#' && line_start_) return take(TokenKind::directive, directive_size());
    line_start_ = false;
    if (sees("R\"")) return take(TokenKind::text, raw_text_size());
    if (c == '"' || c == '\'') return take(TokenKind::text, quoted_size());
    if (starts_word(c)) return take(TokenKind::word, size_while(in_word));
    if (is_digit(c) || (c == '.' && is_digit(look(1)))) return take(TokenKind::number, number_size());
    take(TokenKind::symbol, symbol_size());
  }

  void pass(size_t size) {
    line_ += static_cast<int>(std::count(source_.begin() + static_cast<ptrdiff_t>(at_),
                                         source_.begin() + static_cast<ptrdiff_t>(at_ + size), '\n'));
    at_ += size;
  }

  void take(TokenKind kind, size_t size) {
    tokens_.push_back({kind, source_.substr(at_, size), at_, line_});
    pass(size);
  }

  [[nodiscard]] size_t size_while(bool (*belongs)(char)) const {
    size_t size = 0;
    while (belongs(look(size))) ++size;
    return size;
  }

  // 1'000, 0xffu, 1e-5f, .5
  [[nodiscard]] size_t number_size() const {
    const bool hex = look(0) == '0' && (look(1) == 'x' || look(1) == 'X');
    size_t size = 0;
    while (true) {
      const char c = look(size);
      const bool exponent = !hex && (c == 'e' || c == 'E') && (look(size + 1) == '-' || look(size + 1) == '+');
      if (!exponent && c != '.' && c != '\'' && !in_word(c)) return size;
      size += exponent ? 2 : 1;
    }
  }

  [[nodiscard]] size_t quoted_size() const {
    size_t size = 1;
    while (look(size) != look(0) && look(size) != '\0') size += look(size) == '\\' ? 2 : 1;
    return size + 1;
  }

  [[nodiscard]] size_t raw_text_size() const {
    const size_t open = source_.find('(', at_);
    const std::string close = ")" + std::string(source_.substr(at_ + 2, open - at_ - 2)) + "\"";
    return std::min(source_.find(close, open), source_.size() - close.size()) + close.size() - at_;
  }

  [[nodiscard]] size_t directive_size() const {
    size_t end = at_;
    do end = std::min(source_.find('\n', end + 1), source_.size());
    while (end < source_.size() && source_[end - 1] == '\\');
    return end - at_;
  }

  [[nodiscard]] size_t symbol_size() const {
    const auto* const found = std::find_if(kSymbols.begin(), kSymbols.end(), [&](auto symbol) { return sees(symbol); });
    return found == kSymbols.end() ? 1 : found->size();
  }

  std::string_view source_;
  size_t at_ = 0;
  int line_ = 1;
  bool line_start_ = true;
  std::vector<Token> tokens_;
};

bool opens(const Token& token) { return token.is("(") || token.is("[") || token.is("{"); }
bool closes(const Token& token) { return token.is(")") || token.is("]") || token.is("}"); }

}  // namespace

std::vector<Token> tokens_of(std::string_view source) { return Scanner(source).all(); }

std::vector<int> partners_of(const std::vector<Token>& tokens) {
  std::vector<int> partners(tokens.size(), -1);
  std::vector<size_t> open;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (opens(tokens[i])) open.push_back(i);
    if (!closes(tokens[i])) continue;
    LLMSYS_CHECK(ValueError, !open.empty(), "line ", tokens[i].line, ": ", tokens[i].text, " closes nothing");
    partners[i] = static_cast<int>(open.back());
    partners[open.back()] = static_cast<int>(i);
    open.pop_back();
  }
  LLMSYS_CHECK(ValueError, open.empty(), "line ", tokens[open.back()].line, ": a bracket is not closed");
  return partners;
}

}  // namespace llmsys::mutants
