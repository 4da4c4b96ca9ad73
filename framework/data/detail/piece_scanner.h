/// @file
/// What the rules of pieces.h have in common: they look at characters from left to right, and never behind the end.
#pragma once
#include <optional>
#include <string_view>

#include "framework/data/code_point.h"
#include "framework/data/pieces.h"

namespace llmsys::detail {

/// A character where a rule looks, or the end of the text.
struct Look {
  size_t length = 0;                          ///< bytes; 0 at the end
  CharacterKind kind = CharacterKind::other;  ///< only if there is one
  char32_t value = 0;                         ///< only if there is one

  /// Whether there is a character, of that kind.
  [[nodiscard]] bool is(CharacterKind wanted) const { return length > 0 && kind == wanted; }
  /// Whether there is that character.
  [[nodiscard]] bool is(char32_t wanted) const { return length > 0 && value == wanted; }
};

/// Looks at a text, and remembers whether its end was met: then more text might change what was seen.
class PieceScanner {
 public:
  /// @param digits_end  whether a digit counts as the end: what follows it makes no difference
  explicit PieceScanner(std::string_view text, bool digits_end = false) : text_(text), digits_end_(digits_end) {}

  /// The character at byte `at`.
  Look look(size_t at) {
    if (at >= text_.size()) return met_end_ = true, Look{};
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80 && !digits_end_) return {1, first_code_point(text_.substr(at, 1)).kind, byte};
    const CodePoint found = first_code_point(text_.substr(at));
    met_end_ |= found.cut_off;
    if (digits_end_ && found.kind == CharacterKind::number) return {};
    return {found.length, found.kind, found.value};
  }

  /// Where a run of that kind ends that goes on at `at`; at most kMaxPieceBytes from the start of the text.
  size_t end_of_run(size_t at, CharacterKind kind) {
    for (Look next = look(at); next.is(kind) && at + next.length <= kMaxPieceBytes; next = look(at)) at += next.length;
    return at;
  }

  /// Where a contraction ends: 's 't 're 've 'm 'll 'd; 0 if there is none.  @param any_case  'S too
  size_t end_of_contraction(bool any_case);

  /// White space from the start on: all of it if nothing follows, else all but its last character, but at least one.
  size_t end_of_space();

  /// A piece that ends there.
  [[nodiscard]] Piece piece(size_t end) const { return {end, !met_end_}; }

 private:
  std::string_view text_;
  bool digits_end_;
  bool met_end_ = false;
};

/// first_piece() for SplitRule::llama3.
Piece first_piece_llama3(std::string_view text);

}  // namespace llmsys::detail
