// Llama 3's pattern, with the same parts as tiktoken's cl100k_base:
//   (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,3} | ?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+
//   | \s+(?!\S) | \s+
#include "framework/data/detail/piece_scanner.h"

namespace llmsys::detail {
namespace {

bool is_line_end(const Look& look) { return look.is(U'\r') || look.is(U'\n'); }

// Up to three digits.
size_t end_of_number(PieceScanner& scanner) {
  size_t end = 0;
  for (int digits = 0; digits < 3; ++digits) {
    const Look next = scanner.look(end);
    if (!next.is(CharacterKind::number)) break;
    end += next.length;
  }
  return end;
}

// Behind the last line end of the white space at the start; 0 if it has none.
size_t end_of_lines(PieceScanner& scanner) {
  size_t lines = 0, end = 0;
  for (Look next = scanner.look(0); next.is(CharacterKind::space) && end + next.length <= kMaxPieceBytes;
       next = scanner.look(end)) {
    end += next.length;
    if (is_line_end(next)) lines = end;
  }
  return lines;
}

}  // namespace

Piece first_piece_llama3(std::string_view text) {
  PieceScanner scanner(text);
  if (const size_t end = scanner.end_of_contraction(true); end > 0) return scanner.piece(end);
  const Look first = scanner.look(0);
  if (first.is(CharacterKind::letter)) return scanner.piece(scanner.end_of_run(0, CharacterKind::letter));
  if (first.is(CharacterKind::number)) return scanner.piece(end_of_number(scanner));
  const Look second = scanner.look(first.length);
  if (!is_line_end(first) && second.is(CharacterKind::letter))
    return scanner.piece(scanner.end_of_run(first.length, CharacterKind::letter));
  const size_t blank = first.is(U' ') ? 1 : 0;
  if (scanner.look(blank).is(CharacterKind::other)) {
    size_t end = scanner.end_of_run(blank, CharacterKind::other);
    while (is_line_end(scanner.look(end)) && end < kMaxPieceBytes) ++end;
    return scanner.piece(end);
  }
  if (const size_t end = end_of_lines(scanner); end > 0) return scanner.piece(end);
  return scanner.piece(scanner.end_of_space());
}

}  // namespace llmsys::detail
