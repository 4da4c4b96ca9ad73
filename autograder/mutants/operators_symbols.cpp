// Symbols and constants: one token becomes another.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>

#include "autograder/mutants/operators.h"
#include "framework/base/text.h"

namespace llmsys::mutants {
namespace {

struct Replacement {
  std::string_view kind, text;
  bool two_operands = true;  // of two operands: it has spaces around it
};

const std::map<std::string_view, Replacement>& replacements() {
  static const std::map<std::string_view, Replacement> all = {{"+", {"arithmetic", "-"}},
                                                              {"-", {"arithmetic", "+"}},
                                                              {"*", {"arithmetic", "/"}},
                                                              {"/", {"arithmetic", "*"}},
                                                              {"%", {"arithmetic", "*"}},
                                                              {"+=", {"arithmetic", "-="}},
                                                              {"-=", {"arithmetic", "+="}},
                                                              {"*=", {"arithmetic", "/="}},
                                                              {"/=", {"arithmetic", "*="}},
                                                              {"++", {"increment", "--", false}},
                                                              {"--", {"increment", "++", false}},
                                                              {"<", {"comparison", "<="}},
                                                              {"<=", {"comparison", "<"}},
                                                              {">", {"comparison", ">="}},
                                                              {">=", {"comparison", ">"}},
                                                              {"==", {"comparison", "!="}},
                                                              {"!=", {"comparison", "=="}},
                                                              {"&&", {"logic", "||"}},
                                                              {"||", {"logic", "&&"}},
                                                              {"&", {"bits", "|"}},
                                                              {"|", {"bits", "&"}},
                                                              {"^", {"bits", "&"}},
                                                              {"<<", {"bits", ">>"}},
                                                              {">>", {"bits", "<<"}},
                                                              {"|=", {"bits", "&="}},
                                                              {"&=", {"bits", "|="}},
                                                              {"^=", {"bits", "&="}},
                                                              {"<<=", {"bits", ">>="}},
                                                              {">>=", {"bits", "<<="}}};
  return all;
}

// Whether a `-` has one operand: what stands before it is no operand.
bool is_sign(const Source& source, size_t i) {
  if (!source.tokens()[i].is("-") || i == 0 || source.tokens()[i].end() != source.tokens()[i + 1].begin) return false;
  const Token& before = source.tokens()[i - 1];
  const bool operand = before.kind == TokenKind::number || (before.kind == TokenKind::word && !before.is("return")) ||
                       before.is(")") || before.is("]") || before.is("}");
  return !operand;
}

bool is_fraction(std::string_view literal) {
  const bool hex = literal.starts_with("0x") || literal.starts_with("0X");
  return !hex && literal.find_first_of(".eEfF") != literal.npos;
}

std::string without_quotes(std::string_view literal) {
  std::string out;
  for (const char c : literal)
    if (c != '\'') out += c;
  return out;
}

std::vector<std::string> other_fractions(const std::string& literal) {
  constexpr double kSmall = 1e-3;  // an epsilon
  const double value = std::strtod(literal.c_str(), nullptr);
  if (value == 0) return {"1.0"};
  std::vector<std::string> out = {text("(2 * ", literal, ")")};
  if (value == 1 || value < kSmall) out.emplace_back("0.0");
  return out;
}

std::vector<std::string> other_integers(const std::string& literal) {
  const unsigned long long value = std::strtoull(literal.c_str(), nullptr, 0);
  const std::string suffix = literal.substr(std::min(literal.size(), literal.find_first_of("uUlL")));
  std::vector<std::string> out = {std::to_string(value + 1) + suffix};
  if (value > 0) out.push_back(std::to_string(value - 1) + suffix);
  return out;
}

}  // namespace

void change_symbol(const Source& source, size_t i, std::vector<Change>& out) {
  const Token& token = source.tokens()[i];
  if (token.kind != TokenKind::symbol) return;
  if (is_sign(source, i)) out.push_back({"arithmetic", token.begin, token.end(), ""});
  const auto at = replacements().find(token.text);
  if (at == replacements().end()) return;
  const Replacement& other = at->second;
  if (other.two_operands && !source.spaced(i)) return;
  out.push_back({std::string(other.kind), token.begin, token.end(), std::string(other.text)});
}

void change_constant(const Source& source, size_t i, std::vector<Change>& out) {
  const Token& token = source.tokens()[i];
  std::vector<std::string> others;
  const bool endless = i > 1 && source.tokens()[i - 2].is("while");  // while (true): what stands behind is no code
  if (token.is("true") && !endless) others = {"false"};
  if (token.is("false")) others = {"true"};
  if (token.kind == TokenKind::number) {
    const std::string literal = without_quotes(token.text);
    others = is_fraction(literal) ? other_fractions(literal) : other_integers(literal);
  }
  for (const std::string& other : others) out.push_back({"constant", token.begin, token.end(), other});
}

}  // namespace llmsys::mutants
