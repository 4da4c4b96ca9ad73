#include "framework/data/pieces.h"

#include "framework/base/error.h"
#include "framework/data/detail/piece_scanner.h"

namespace llmsys {
namespace detail {
namespace {

// A letter of a contraction in small: of those above ASCII only the long s is one.
char32_t lowered(const Look& look, bool any_case) {
  if (look.length == 0) return 0;
  if (any_case && look.value >= 'A' && look.value <= 'Z') return look.value + 32;
  constexpr char32_t kLongS = 0x17f;
  return any_case && look.value == kLongS ? U's' : look.value;
}

}  // namespace

size_t PieceScanner::end_of_contraction(bool any_case) {
  if (!look(0).is(U'\'')) return 0;
  const Look first = look(1);
  const char32_t one = lowered(first, any_case);
  if (one == 's' || one == 't' || one == 'm' || one == 'd') return 1 + first.length;
  if (one != 'r' && one != 'v' && one != 'l') return 0;
  const Look second = look(2);
  return lowered(second, any_case) == (one == 'l' ? U'l' : U'e') ? 2 + second.length : 0;
}

size_t PieceScanner::end_of_space() {
  size_t last = 0, end = 0;  // where the last character begins, and ends
  for (Look next = look(0); next.is(CharacterKind::space); next = look(end)) {
    if (end + next.length > kMaxPieceBytes) return end;
    last = end;
    end += next.length;
  }
  return look(end).length > 0 && last > 0 ? last : end;
}

}  // namespace detail

namespace {

Piece first_piece_gpt2(std::string_view text, bool digits_alone) {
  detail::PieceScanner scanner(text, digits_alone);
  if (const size_t end = scanner.end_of_contraction(false); end > 0) return scanner.piece(end);
  const size_t blank = scanner.look(0).is(U' ') ? 1 : 0;
  const detail::Look first = scanner.look(blank);
  if (first.length > 0 && first.kind != CharacterKind::space)
    return scanner.piece(scanner.end_of_run(blank, first.kind));
  return scanner.piece(scanner.end_of_space());
}

}  // namespace

Piece first_piece(std::string_view text, SplitRule rule) {
  if (text.empty()) return {};
  if (rule == SplitRule::llama3) return detail::first_piece_llama3(text);
  if (rule == SplitRule::gpt2) return first_piece_gpt2(text, false);
  const CodePoint first = first_code_point(text);
  if (first.kind == CharacterKind::number) return {first.length, true};
  return first_piece_gpt2(text, true);
}

}  // namespace llmsys
