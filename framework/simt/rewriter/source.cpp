#include "framework/simt/rewriter/source.h"

#include <algorithm>

namespace llmsys::simt {
bool Source::is(size_t i, std::string_view text) const {
  return i < tokens_.size() && tokens_[i].text == text && tokens_[i].kind != TokenKind::literal;
}

bool Source::is_name(size_t i) const { return i < tokens_.size() && tokens_[i].kind == TokenKind::identifier; }

size_t Source::forward(size_t i) const {
  while (i < tokens_.size() && is_blank(tokens_[i])) ++i;
  return i;
}

size_t Source::back(size_t i) const {
  if (i == kNone) return kNone;
  while (i-- > 0)
    if (!is_blank(tokens_[i])) return i;
  return kNone;
}

size_t Source::find_outside(size_t i, std::string_view text) const {
  for (int depth = 0; i < tokens_.size(); ++i) {
    if (depth == 0 && is(i, text)) return i;
    depth += opens(i) ? 1 : closes(i) ? -1 : 0;
    if (depth < 0) break;
  }
  return kNone;
}

size_t Source::bracket_before(size_t close) const {
  int depth = 0;
  for (size_t i = close + 1; i-- > 0;) {
    depth += closes(i) ? 1 : opens(i) ? -1 : 0;
    if (depth == 0) return i;
  }
  return kNone;
}

size_t Source::angle_before(size_t close) const {
  int depth = 0;
  for (size_t i = close + 1; i-- > 0;) {
    if (is(i, ">>>")) depth += 3;
    if (is(i, ">")) depth += 1;
    if (is(i, "<") && --depth == 0) return i;
    if (closes(i)) i = bracket_before(i);
    if (i == kNone || is(i, ";")) return kNone;
  }
  return kNone;
}

/// Where the name or the brackets that end at i begin; kNone if it is something else.
size_t Source::piece_before(size_t i) const {
  if (is(i, ">") || is(i, ">>>")) return angle_before(i);
  if (is(i, ")") || is(i, "]")) return bracket_before(i);
  return is_name(i) ? i : kNone;
}

size_t Source::expression_before(size_t end) const {
  size_t begin = kNone;
  for (size_t i = piece_before(back(end)); i != kNone; i = piece_before(i)) {
    begin = i;
    const size_t before = back(i);
    if (!is_name(i)) {  // of f(x), a[i] and t<x> the name comes next; (x) stands by itself
      if (!(is_name(before) || closes(before)) || is(before, "return")) break;
      i = before;
    } else if (is(before, "::") || is(before, ".") || is(before, "->")) {
      begin = before;
      i = back(before);
    } else {
      break;
    }
  }
  return begin;
}

size_t Source::arguments_between(size_t open, size_t close) const {
  if (forward(open + 1) >= close) return 0;
  size_t count = 1;
  int angles = 0;  // within A<int, 2> a comma belongs to A
  for (size_t i = open + 1; i < close; ++i) {
    if (opens(i)) i = find_outside(i + 1, is(i, "(") ? ")" : is(i, "[") ? "]" : "}");
    if (i == kNone) break;
    angles += is(i, "<") ? 1 : is(i, ">") ? -1 : is(i, ">>>") ? -3 : 0;
    if (is(i, ",") && angles == 0) ++count;
  }
  return count;
}

std::string Source::on_one_line(size_t begin, size_t end) const {
  std::string out;
  for (size_t i = begin; i < end; ++i) {
    if (!is_blank(tokens_[i]))
      out += tokens_[i].text;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string Source::line_ends(size_t begin, size_t end) const {
  std::string out;
  for (size_t i = begin; i < end; ++i) {
    const std::string_view text = tokens_[i].text;
    for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      out += at > 0 && text[at - 1] == '\\' ? "\\\n" : "\n";
  }
  return out;
}

size_t Source::line_of(size_t i) const {
  return 1 + static_cast<size_t>(std::count(tokens_[0].text.data(), tokens_[i].text.data(), '\n'));
}

}  // namespace llmsys::simt
