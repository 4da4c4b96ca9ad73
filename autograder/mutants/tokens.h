/// @file
/// C++ cut into tokens: as much of the language as generating mutants needs.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::mutants {

/// What a token is. Comments are none.
enum class TokenKind {
  word,       ///< an identifier or a keyword
  number,     ///< a literal: 0, 1e-5f, 0xff
  text,       ///< a string or a character
  symbol,     ///< an operator or a bracket, the longest that fits
  directive,  ///< a line of the preprocessor with those it goes on in
};

/// A token and where it lies.
struct Token {
  TokenKind kind;         ///< what it is
  std::string_view text;  ///< as in the source, which must outlive the token
  size_t begin = 0;       ///< offset of its first byte
  int line = 0;           ///< from 1
  /// Offset behind it.
  [[nodiscard]] size_t end() const { return begin + text.size(); }
  /// Whether it is that symbol, word or number.
  [[nodiscard]] bool is(std::string_view other) const { return text == other && kind != TokenKind::text; }
};

/// The tokens of a source.
std::vector<Token> tokens_of(std::string_view source);

/// For each bracket the index of its partner, -1 for all other tokens.
/// @throws ValueError if brackets do not match
std::vector<int> partners_of(const std::vector<Token>& tokens);

}  // namespace llmsys::mutants
