// The pre-tokenizer against the patterns themselves: a golden file, a slow reference that tries alternatives one by one.
#include <sstream>
#include <vector>

#include "framework/base/rng.h"
#include "framework/base/text.h"
#include "framework/data/code_point.h"
#include "framework/data/detail/fuzz.h"
#include "framework/testing/fuzz_replay.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr SplitRule kRules[] = {SplitRule::gpt2, SplitRule::gpt2_digits, SplitRule::llama3};

std::vector<size_t> lengths_of(std::string_view text, SplitRule rule) {
  std::vector<size_t> lengths;
  while (!text.empty()) {
    lengths.push_back(first_piece(text, rule).length);
    REQUIRE(lengths.back() > 0);
    REQUIRE(lengths.back() <= text.size());
    text.remove_prefix(lengths.back());
  }
  return lengths;
}

// GPT-2's pattern as it is written, over a list of kinds; positions are characters.
struct Slow {
  std::vector<CodePoint> chars;

  [[nodiscard]] bool is(size_t i, CharacterKind kind) const { return i < chars.size() && chars[i].kind == kind; }
  [[nodiscard]] bool is(size_t i, char32_t value) const { return i < chars.size() && chars[i].value == value; }
  [[nodiscard]] size_t run(size_t i, CharacterKind kind) const {
    size_t n = 0;
    while (is(i + n, kind)) ++n;
    return n;
  }
  [[nodiscard]] size_t match(size_t i) const {
    for (const std::u32string_view word : {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"}) {
      size_t same = 0;
      while (same < word.size() && is(i + same, word[same])) ++same;
      if (same == word.size()) return same;
    }
    for (const CharacterKind kind : {CharacterKind::letter, CharacterKind::number, CharacterKind::other}) {
      const size_t blank = is(i, U' ') ? 1 : 0;
      if (run(i + blank, kind) > 0) return blank + run(i + blank, kind);
    }
    for (size_t n = run(i, CharacterKind::space); n > 0; --n)  // \s+(?!\S), giving back one by one
      if (i + n == chars.size() || is(i + n, CharacterKind::space)) return n;
    return run(i, CharacterKind::space);
  }
};

std::vector<size_t> slow_lengths(std::string_view text) {
  Slow slow;
  while (!text.empty()) {
    slow.chars.push_back(first_code_point(text));
    text.remove_prefix(slow.chars.back().length);
  }
  std::vector<size_t> lengths;
  for (size_t i = 0; i < slow.chars.size();) {
    size_t bytes = 0;
    for (size_t n = slow.match(i); n > 0; --n) bytes += slow.chars[i++].length;
    lengths.push_back(bytes);
  }
  return lengths;
}

std::string random_text(Rng& rng) {
  static const std::vector<std::string> parts = {
      "a",    "Z",  "\u00e9", "\u4f60", "0",    "\u0663",      " ",      " ", "\n",       "\u3000",
      "'",    "s",  "ll",     "re",     "'v",   "!",           "\u0301", "_", "\xf0\x9f", "\xf0\x9f\x98\x80",
      "\xff", "\t", "\r\n",   "\xc3",   "\x80", "\xed\xa0\x80"};
  std::string text;
  for (uint64_t n = rng.below(14); n > 0; --n) text += parts[rng.below(parts.size())];
  return text;
}

}  // namespace

TEST_CASE("pieces are those that Python's regex cuts with the patterns") {
  std::istringstream golden(read_file(source_root() + "/framework/data/golden/pieces.txt"));
  int cases = 0;
  for (std::string name, digits, want; golden >> name >> digits >> want; ++cases) {
    const std::string bytes = from_hex(digits);
    for (const SplitRule rule : kRules) {
      if (to_text(rule) != name) continue;
      const std::vector<size_t> got = lengths_of(bytes, rule);
      INFO(name << ": " << bytes);
      CHECK((got.empty() ? "-" : join(got, ",")) == want);
    }
  }
  CHECK(cases > 250);
}

TEST_CASE("GPT-2's pieces equal those of a reference that tries one alternative after another") {
  Rng rng(7);
  for (int i = 0; i < 4'000; ++i) {
    const std::string words = random_text(rng);
    INFO(words);
    REQUIRE(lengths_of(words, SplitRule::gpt2) == slow_lengths(words));
  }
}

TEST_CASE("a piece that is certain stays what it is, whatever follows") {
  Rng rng(8);
  for (int i = 0; i < 4'000; ++i) {
    const std::string words = random_text(rng);
    const SplitRule rule = kRules[rng.below(3)];
    const size_t whole = first_piece(words, rule).length;
    for (size_t size = 0; size < words.size(); ++size) {
      const Piece piece = first_piece(std::string_view(words).substr(0, size), rule);
      INFO(words << ", the first " << size << " bytes, " << to_text(rule));
      REQUIRE((!piece.certain || piece.length == whole));
    }
  }
  CHECK(first_piece("word next", SplitRule::gpt2).certain);
  CHECK_FALSE(first_piece("word", SplitRule::gpt2).certain);
  CHECK(first_piece("12", SplitRule::gpt2_digits).certain);
}

TEST_CASE("a run of more than a mebibyte is cut at a character") {
  for (const std::string part : {"a", "\u00e9", "\u4f60", "1", "!", " ", "\u3000", "\xff"}) {
    std::string run;
    while (run.size() <= 2 * kMaxPieceBytes) run += part;
    const Piece piece = first_piece(run, SplitRule::gpt2);
    INFO(part);
    CHECK(piece.length == kMaxPieceBytes / part.size() * part.size());
    CHECK(piece.certain);
  }
}

TEST_CASE("a character is strict UTF-8, else a byte") {
  CHECK(first_code_point("\u00e9").value == 0xe9);
  CHECK(first_code_point("\u00e9").kind == CharacterKind::letter);
  for (const char* broken : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                             "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
                             "\xe4\xbd"
                             "a"}) {
    CHECK(first_code_point(broken).length == 1);
    CHECK(first_code_point(broken).kind == CharacterKind::other);
    CHECK_FALSE(first_code_point(broken).cut_off);
  }
  for (const char* cut : {"\xc3", "\xe4", "\xe4\xbd", "\xf0\x9f\x98"}) CHECK(first_code_point(cut).cut_off);
}

TEST_CASE("the fuzzer's corpus is cut into pieces, whatever it is") {
  CHECK(replay_corpus(detail::fuzz_pieces, "framework/data/corpus/pieces") > 10);
}
