// Loops and conditions: bounds by one, conditions negated.
#include "autograder/mutants/operators.h"
#include "framework/base/text.h"

namespace llmsys::mutants {
namespace {

// The first token from `i` to `end`, outside of brackets that open there, that is one of `wanted`; else `end`.
size_t find_flat(const Source& source, size_t i, size_t end, const std::vector<std::string_view>& wanted) {
  const std::vector<Token>& tokens = source.tokens();
  for (; i < end; ++i) {
    for (const std::string_view word : wanted)
      if (tokens[i].is(word)) return i;
    if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) i = source.partner(i);
  }
  return end;
}

// Whether `end()` or `rend()` stands before token `i`: nothing may look behind it, tests neither.
bool is_behind_all(const Source& source, size_t i) {
  const std::vector<Token>& tokens = source.tokens();
  return i > 2 && tokens[i - 1].is(")") && tokens[i - 2].is("(") &&
         (tokens[i - 3].is("end") || tokens[i - 3].is("rend"));
}

// Adds one behind the token before `i`, and takes one away. A literal changes by one anyway.
void move_by_one(const Source& source, size_t i, std::vector<Change>& out) {
  if (source.tokens()[i - 1].kind == TokenKind::number) return;
  const size_t at = source.tokens()[i - 1].end();
  if (!is_behind_all(source, i)) out.push_back({"bound", at, at, " + 1"});
  out.push_back({"bound", at, at, " - 1"});
}

void negate(const Source& source, size_t begin, size_t end, std::vector<Change>& out) {
  if (begin >= end) return;
  out.push_back({"condition", source.tokens()[begin].begin, source.tokens()[end - 1].end(),
                 text("!(", source.text(begin, end), ")")});
}

// Where the condition of the `?` at `i` begins.
size_t begin_of_choice(const Source& source, size_t i) {
  const std::vector<Token>& tokens = source.tokens();
  while (i > 0) {
    const Token& before = tokens[i - 1];
    if (before.is(")") || before.is("]") || before.is("}")) {
      i = source.partner(i - 1);
      continue;
    }
    for (const std::string_view stop : {"(", "[", "{", ",", ";", "=", "+=", "-=", "*=", "return", ":", "?"})
      if (before.is(stop)) return i;
    --i;
  }
  return i;
}

}  // namespace

void change_bounds(const Source& source, size_t i, std::vector<Change>& out) {
  const std::vector<Token>& tokens = source.tokens();
  if (!tokens[i].is("for") || !tokens[i + 1].is("(")) return;
  const size_t close = source.partner(i + 1);
  const size_t first = find_flat(source, i + 2, close, {";"});
  if (first == close) return;  // over a range
  const size_t second = find_flat(source, first + 1, close, {";"});
  const size_t start = find_flat(source, i + 2, first, {"="});
  if (start != first) move_by_one(source, find_flat(source, start, first, {","}), out);
  const size_t end = find_flat(source, first + 1, second, {"&&", "||"});
  if (find_flat(source, first + 1, end, {"<", "<=", ">", ">=", "!="}) != end) move_by_one(source, end, out);
}

void negate_condition(const Source& source, size_t i, std::vector<Change>& out) {
  const std::vector<Token>& tokens = source.tokens();
  if (tokens[i].is("?")) return negate(source, begin_of_choice(source, i), i, out);
  if (!tokens[i].is("if") && !tokens[i].is("while")) return;
  const size_t open = tokens[i + 1].is("constexpr") ? i + 2 : i + 1;
  if (!tokens[open].is("(")) return;
  const size_t close = source.partner(open);
  if (tokens[open + 1].is("true")) return;  // what stands behind a loop without end is no code
  const size_t semicolon = find_flat(source, open + 1, close, {";"});  // if (init; condition)
  negate(source, semicolon == close ? open + 1 : semicolon + 1, close, out);
}

}  // namespace llmsys::mutants
