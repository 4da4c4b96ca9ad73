#include "framework/data/ngram.h"

#include <cmath>

#include "framework/base/error.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

std::vector<int64_t> tokens_of(const char* text) { return CharTokenizer("ab").encode(text); }

}  // namespace

TEST_CASE("a bigram model of abab, by hand") {
  const std::vector<int64_t> text = tokens_of("ababb");
  const NgramModel model(text, 2, 2);
  // without history: 2 of 5 are a, 3 are b; 2 different: (2 + 2/2) / (5 + 2) and (3 + 2/2) / 7
  const double a = 3.0 / 7, b = 4.0 / 7;
  CHECK(model.probability({}, 0) == Approx(a).epsilon(1e-15));
  CHECK(model.probability({}, 1) == Approx(b).epsilon(1e-15));
  // after a: ab twice, one different token: (0 + 1 * 3/7) / (2 + 1)
  CHECK(model.probability(tokens_of("a"), 0) == Approx(a / 3).epsilon(1e-15));
  CHECK(model.probability(tokens_of("ba"), 1) == Approx((2 + b) / 3).epsilon(1e-15));
  // after b: ba once, bb once, two different: (1 + 2 * 3/7) / (2 + 2)
  CHECK(model.probability(tokens_of("b"), 0) == Approx((1 + 2 * a) / 4).epsilon(1e-15));
  CHECK(model.probability(tokens_of("b"), 1, 1) == Approx(b).epsilon(1e-15));
  CHECK(model.loss(tokens_of("ab")) == Approx(-(std::log(a) + std::log((2 + b) / 3)) / 2).epsilon(1e-15));
}

TEST_CASE("probabilities add up to 1 after any history, seen or not") {
  std::vector<int64_t> text;
  for (int64_t i = 0; i < 300; ++i) text.push_back(i * i * 7 % 5);
  const NgramModel model(text, 6, 4);  // token 5 never occurs
  for (const std::vector<int64_t>& history :
       {std::vector<int64_t>{}, {0}, {5}, {2, 3}, {5, 5, 5}, {0, 2, 3, 3}, {3, 0, 2, 3, 3, 2, 0}}) {
    for (int order = 0; order <= 4; ++order) {
      double sum = 0;
      for (int64_t next = 0; next < 6; ++next) {
        CHECK(model.probability(history, next, order) > 0);
        sum += model.probability(history, next, order);
      }
      CHECK(sum == Approx(1).epsilon(1e-14));
    }
  }
}

TEST_CASE("a model of order 4 asked for order 2 is a model of order 2") {
  const std::vector<int64_t> text = tokens_of("abbabaaabbbabab");
  const NgramModel four(text, 2, 4), two(text, 2, 2);
  CHECK(four.loss(text, 2) == two.loss(text));
  CHECK(four.loss(text, 4) < two.loss(text));
}

TEST_CASE("baselines of the Austen text, its last tenth held out, in nats a character") {
  const std::string austen = read_text(llmsys::testing::source_root() + "/datasets/text/austen_tiny.txt");
  const CharTokenizer tokenizer(austen);
  const std::vector<int64_t> tokens = tokenizer.encode(austen);
  const auto [train, held_out] = split_held_out(tokens);
  const NgramModel model(train, tokenizer.vocabulary_size(), 6);
  CHECK(std::abs(model.loss(held_out, 1) - 3.076) <= 0.0005);
  CHECK(std::abs(model.loss(held_out, 2) - 2.445) <= 0.0005);
  CHECK(std::abs(model.loss(held_out, 4) - 1.493) <= 0.0005);
  CHECK(std::abs(model.loss(held_out, 6) - 1.296) <= 0.0005);
}

TEST_CASE("without training text every token is equally likely") {
  const NgramModel model({}, 4, 3);
  CHECK(model.probability(std::vector<int64_t>{1, 2}, 3) == 0.25);
  CHECK(model.loss({}) == 0);
}

TEST_CASE("an n-gram model checks its arguments") {
  const std::vector<int64_t> text = {0, 1};
  CHECK_THROWS_AS(NgramModel(text, 1, 2), IndexError);
  CHECK_THROWS_AS(NgramModel(text, 0, 2), ValueError);
  CHECK_THROWS_AS(NgramModel(text, 2, 0), ValueError);
  CHECK_THROWS_AS(NgramModel(text, 77, 11), ValueError);  // 77^11 > 2^63
  const NgramModel model(text, 2, 2);
  CHECK_THROWS_AS(model.probability({}, 2), IndexError);
  CHECK_THROWS_AS(model.probability(std::vector<int64_t>{-1}, 0), IndexError);
  CHECK_THROWS_AS(model.probability({}, 0, 3), IndexError);
}
