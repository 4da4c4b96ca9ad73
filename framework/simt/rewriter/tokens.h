/// @file
/// C++ source in pieces.
#pragma once
#include <string_view>
#include <vector>

namespace llmsys::simt {

/// What a piece is.
enum class TokenKind {
  space,       ///< blanks, ends of lines, continued lines
  comment,     ///< of either kind
  identifier,  ///< names and keywords
  number,      ///< 1'000, 0x1p3f
  literal,     ///< strings and characters, raw ones too, with prefix and suffix
  include,     ///< a whole include line, which has angle brackets of its own
  mark         ///< any other character; "::", "->", "<<<" and ">>>" are one
};

/// A piece of source.
struct Token {
  TokenKind kind{};       ///< what
  std::string_view text;  ///< where
};

/// Whether a compiler would skip it.
inline bool is_blank(const Token& token) { return token.kind == TokenKind::space || token.kind == TokenKind::comment; }

/// All pieces, in order: put together they are `source`.
std::vector<Token> tokenize(std::string_view source);

}  // namespace llmsys::simt
