// Words that read the same are the same.
#include "framework/data/normalised_words.h"

#include "framework/base/rng.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

std::string words(std::string_view text) { return join(normalised_words(text), "|"); }

}  // namespace

TEST_CASE("letters, marks and digits are words, all else lies between them") {
  CHECK(words("It is a truth, universally acknowledged...") == "it|is|a|truth|universally|acknowledged");
  CHECK(words("well-known end.Next 3.14 a_b") == "well|known|end|next|3|14|a|b");
  CHECK(words("").empty());
  CHECK(words(" \t\n.,!?\u3000").empty());
  CHECK(words("naïve 你好 हिन्दी") == "naïve|你好|हिन्दी");
}

TEST_CASE("an apostrophe between letters vanishes, any other separates") {
  CHECK(words("Don't don’t 'don't' dont'") == "dont|dont|dont|dont");
  CHECK(words("rock 'n' roll '90s 90's") == "rock|n|roll|90s|90|s");
}

TEST_CASE("case and form do not matter") {
  CHECK(words("FINE Fine ﬁne ＦＩＮＥ") == "fine|fine|fine|fine");
  CHECK(words("caf\u00e9 CAFE\u0301") == "caf\u00e9|caf\u00e9");
  CHECK(words("Straße STRASSE") == "strasse|strasse");
}

TEST_CASE("a word knows its place") {
  const std::string text = "  Élan, don't\xff go";
  std::string found;
  for (const NormalisedWord& word : normalised_words(text))
    found += "[" + text.substr(word.begin, word.end - word.begin) + "]";
  CHECK(found == "[Élan][don't][go]");
}

TEST_CASE("any bytes have words, in order and not overlapping") {
  Rng rng(3);
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes;
    for (uint64_t n = rng.below(30); n > 0; --n)
      bytes +=
          static_cast<char>(rng.below(3) == 0 ? rng.below(256) : "aZ'\xc3\xa9\xe2\x80\x99\xcc\x81 0"[rng.below(11)]);
    size_t last = 0;
    for (const NormalisedWord& word : normalised_words(bytes)) {
      REQUIRE(word.begin >= last);
      REQUIRE(word.end > word.begin);
      REQUIRE(word.end <= bytes.size());
      last = word.end;
    }
  }
}
