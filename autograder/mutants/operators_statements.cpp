// Statements and arguments: deleted, swapped, left out by an early return.
#include <algorithm>
#include <array>

#include "autograder/mutants/operators.h"
#include "framework/base/text.h"

namespace llmsys::mutants {
namespace {

// What begins something other than a statement that can be left out.
constexpr std::array<std::string_view, 17> kNoExpression = {
    "if",    "for",  "while", "do",     "switch", "return",    "else",       "case",    "default",
    "const", "auto", "using", "static", "struct", "constexpr", "__shared__", "template"};
// What looks like the call of a function.
constexpr std::array<std::string_view, 8> kNoFunction = {"if",     "for",   "while",    "switch",
                                                         "sizeof", "catch", "decltype", "alignof"};

// Whose arguments may as well be swapped.
constexpr std::array<std::string_view, 4> kSymmetric = {"swap", "max", "min", "gcd"};

template <size_t N>
bool is_one_of(const Token& token, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is(word); });
}

bool begins_statement(const Source& source, size_t i) {
  const std::vector<Token>& tokens = source.tokens();
  const Token& before = tokens[i - 1];
  if (!tokens[source.enclosing(i)].is("{")) return false;  // in the head of a loop, or an argument
  if (before.is(")")) {
    const size_t open = source.partner(i - 1);
    return tokens[open - 1].is("if") || tokens[open - 1].is("for") || tokens[open - 1].is("while") ||
           tokens[open - 1].is("constexpr");
  }
  return before.is(";") || before.is("{") || before.is("}") || before.is("else") || before.is("do") || before.is(":");
}

// The `;` that ends the statement at `i`; 0 if there is none.
size_t end_of_statement(const Source& source, size_t i) {
  const std::vector<Token>& tokens = source.tokens();
  for (; i < tokens.size() && !tokens[i].is("}"); ++i) {
    if (tokens[i].is(";")) return i;
    if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) i = source.partner(i);
  }
  return 0;
}

std::string newlines_of(std::string_view text) {
  return std::string(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')), '\n');
}

// Between commas: tokens begin to end - 1.
struct Argument {
  size_t begin, end;
};

std::vector<Argument> arguments_of(const Source& source, size_t open) {
  const std::vector<Token>& tokens = source.tokens();
  const size_t close = source.partner(open);
  std::vector<Argument> out;
  size_t begin = open + 1;
  for (size_t i = open + 1; i <= close; ++i) {
    if (i == close || tokens[i].is(",")) {
      if (begin < i) out.push_back({begin, i});
      begin = i + 1;
    } else if (tokens[i].is(";")) {
      return {};  // statements, not arguments
    } else if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) {
      i = source.partner(i);
    }
  }
  return out;
}

bool takes_arguments(const Source& source, size_t open) {
  const Token& before = source.tokens()[open - 1];
  if (source.tokens()[open].is("{")) return before.kind == TokenKind::word || before.is(">");
  const bool callee = before.kind == TokenKind::word || before.is(">");
  return callee && !is_one_of(before, kNoFunction) && !is_one_of(before, kSymmetric) &&
         !before.text.starts_with("LLMSYS_");
}

bool holds_text(const Source& source, const Argument& argument) {
  return std::any_of(source.tokens().begin() + static_cast<ptrdiff_t>(argument.begin),
                     source.tokens().begin() + static_cast<ptrdiff_t>(argument.end),
                     [](const Token& token) { return token.kind == TokenKind::text; });
}

}  // namespace

void delete_statement(const Source& source, size_t i, std::vector<Change>& out) {
  const std::vector<Token>& tokens = source.tokens();
  const bool two_words = tokens[i].kind == TokenKind::word && tokens[i + 1].kind == TokenKind::word;
  const bool declares = two_words && !tokens[i].is("throw");
  for (const std::string_view symbol : {";", "{", "}", ")"})
    if (tokens[i].is(symbol)) return;
  if (i == 0 || declares) return;
  if (is_one_of(tokens[i], kNoExpression) || !begins_statement(source, i)) return;
  const size_t end = end_of_statement(source, i);
  if (end == 0) return;
  out.push_back({"statement", tokens[i].begin, tokens[end].end(), ";" + newlines_of(source.text(i, end + 1))});
}

void swap_arguments(const Source& source, size_t i, std::vector<Change>& out) {
  const std::vector<Token>& tokens = source.tokens();
  if (i == 0 || (!tokens[i].is("(") && !tokens[i].is("{")) || !takes_arguments(source, i)) return;
  const std::vector<Argument> arguments = arguments_of(source, i);
  for (size_t k = 0; k + 1 < arguments.size(); ++k) {
    const Argument &a = arguments[k], &b = arguments[k + 1];
    const std::string_view first = source.text(a.begin, a.end), second = source.text(b.begin, b.end);
    if (first == second || holds_text(source, a) || holds_text(source, b)) continue;
    const std::string between(
        source.content().substr(tokens[a.end - 1].end(), tokens[b.begin].begin - tokens[a.end - 1].end()));
    out.push_back({"swap", tokens[a.begin].begin, tokens[b.end - 1].end(), text(second, between, first)});
  }
}

void return_at_once(const Source& source, size_t i, std::vector<Change>& out) {
  const bool begins = i > 0 && (!source.marked(i - 1) || source.body_of(i - 1) != source.body_of(i)) &&
                      source.tokens()[source.enclosing(i)].is("{");
  if (!begins) return;
  const size_t at = source.tokens()[i].begin;
  out.push_back({"return", at, at, source.body_of(i)->returns ? "return {}; " : "return; "});
}

}  // namespace llmsys::mutants
