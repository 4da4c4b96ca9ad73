#include "autograder/mutants/tokens.h"

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::mutants;

namespace {

std::vector<std::string> words_of(const std::string& source) {
  std::vector<std::string> out;
  for (const Token& token : tokens_of(source)) out.emplace_back(token.text);
  return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("symbols are the longest that fit") {
  CHECK(words_of("a<<=b>>c->d") == Words{"a", "<<=", "b", ">>", "c", "->", "d"});
  CHECK(words_of("x++ + ++y") == Words{"x", "++", "+", "++", "y"});
  CHECK(words_of("v[[0]]") == Words{"v", "[", "[", "0", "]", "]"});
}

TEST_CASE("numbers keep their digits, exponents and suffixes together") {
  CHECK(words_of("1'000 1e-5f 0xffu .5 2-1") == Words{"1'000", "1e-5f", "0xffu", ".5", "2", "-", "1"});
  CHECK(words_of("0xe-1") == Words{"0xe", "-", "1"});
}

TEST_CASE("what stands in texts, characters and comments is no code") {
  CHECK(words_of("f(\"a + \\\" b\", ')') // c + d") == Words{"f", "(", "\"a + \\\" b\"", ",", "')'", ")"});
  CHECK(words_of("a /* + b\n */ + c") == Words{"a", "+", "c"});
  CHECK(words_of("R\"x(a \" ) b)x\" + 1") == Words{"R\"x(a \" ) b)x\"", "+", "1"});
  CHECK(tokens_of("/* never closed").empty());
}

TEST_CASE("a directive is one token, with the lines it goes on in") {
  const std::string source = "#define A 1 + \\\n  2\nint x;";
  const std::vector<Token> tokens = tokens_of(source);
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[0].kind == TokenKind::directive);
  CHECK(tokens[1].line == 3);
}

TEST_CASE("brackets know their partners") {
  const std::string source = "f({a[0]});";
  const std::vector<Token> tokens = tokens_of(source);
  const std::vector<int> partners = partners_of(tokens);
  CHECK(partners[1] == 8);
  CHECK(partners[2] == 7);
  CHECK(partners[6] == 4);
  CHECK(partners[0] == -1);
  CHECK_THROWS_AS(partners_of(tokens_of("f(")), ValueError);
  CHECK_THROWS_AS(partners_of(tokens_of("f)")), ValueError);
}
