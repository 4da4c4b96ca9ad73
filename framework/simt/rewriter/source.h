/// @file
/// A program as tokens, with ways to find what belongs together.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "framework/simt/rewriter/tokens.h"

namespace llmsys::simt {

/// No such token.
inline constexpr size_t kNone = static_cast<size_t>(-1);

/// Tokens by their place. Every place may be asked for, also kNone.
class Source {
 public:
  /// Views into `text`, which has to live as long.
  explicit Source(std::string_view text) : tokens_(tokenize(text)) {}

  /// How many.
  [[nodiscard]] size_t size() const { return tokens_.size(); }
  /// One of them.
  [[nodiscard]] const Token& operator[](size_t i) const { return tokens_[i]; }

  /// Whether token i is this one, and no string that looks like it.
  [[nodiscard]] bool is(size_t i, std::string_view text) const;
  /// Whether it is a name or keyword.
  [[nodiscard]] bool is_name(size_t i) const;
  /// ( [ {
  [[nodiscard]] bool opens(size_t i) const { return is(i, "(") || is(i, "[") || is(i, "{"); }
  /// ) ] }
  [[nodiscard]] bool closes(size_t i) const { return is(i, ")") || is(i, "]") || is(i, "}"); }

  /// The next token that is no blank, from i on.
  [[nodiscard]] size_t forward(size_t i) const;
  /// The last one before i; kNone if there is none.
  [[nodiscard]] size_t back(size_t i) const;
  /// The first `text` from i on that is within no brackets.
  [[nodiscard]] size_t find_outside(size_t i, std::string_view text) const;
  /// Where the bracket that ends at `close` opens.
  [[nodiscard]] size_t bracket_before(size_t close) const;
  /// Where the template arguments that end at `close` begin: ">>>" counts three.
  [[nodiscard]] size_t angle_before(size_t close) const;
  /// Where the expression that ends before `end` begins: a::b<c>::d, pointers[i], (*p), s.member.
  [[nodiscard]] size_t expression_before(size_t end) const;
  /// Template arguments, or parameters, between < and >.
  [[nodiscard]] size_t arguments_between(size_t open, size_t close) const;

  /// Tokens without comments, and with one blank where there was space.
  [[nodiscard]] std::string on_one_line(size_t begin, size_t end) const;
  /// The line ends of these tokens, so that what comes behind stays on its line.
  [[nodiscard]] std::string line_ends(size_t begin, size_t end) const;
  /// The line that token i is on, from 1.
  [[nodiscard]] size_t line_of(size_t i) const;

 private:
  [[nodiscard]] size_t piece_before(size_t i) const;

  std::vector<Token> tokens_;
};

}  // namespace llmsys::simt
