// SentencePiece's BPE by scores.
#include "programs/model/score_tokenizer.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/bytes.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// <unk>, <s>, </s>, 256 bytes, then these with their scores.
TokenizerData data_of(const std::vector<std::pair<std::string, float>>& tokens, const std::string& model = "llama2.c") {
  TokenizerData data;
  data.model = model;
  data.tokens = {"<unk>", "<s>", "</s>"};
  data.types = {TokenType::unknown, TokenType::control, TokenType::control};
  for (int byte = 0; byte < 256; ++byte) {
    char name[8];
    std::snprintf(name, sizeof name, "<0x%02X>", byte);
    data.tokens.emplace_back(name);
    data.types.push_back(TokenType::byte);
  }
  data.scores.assign(data.tokens.size(), 0);
  for (const auto& [token, score] : tokens) {
    data.tokens.push_back(token);
    data.types.push_back(TokenType::normal);
    data.scores.push_back(score);
  }
  return data;
}

// Tokens and their scores.
TokenizerData letters() {
  return data_of({{"a", -10}, {"b", -11}, {"c", -12}, {" ", -13}, {"bc", -1}, {"ab", -2}, {"cab", -3}, {"aa", -4}});
}

std::vector<std::string> pieces(ScoreTokenizer& tokenizer, const std::string& text) {
  std::vector<std::string> out;
  for (const int64_t id : tokenizer.encode(text)) out.push_back(tokenizer.tokens()[static_cast<size_t>(id)]);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the pair with the highest score merges first, of equal ones the leftmost") {
  ScoreTokenizer tokenizer(letters());
  CHECK(pieces(tokenizer, "abc") == Texts{"a", "bc"});  // bc has the higher score
  CHECK(pieces(tokenizer, "abab") == Texts{"ab", "ab"});
  CHECK(pieces(tokenizer, "aaa") == Texts{"aa", "a"});
  CHECK(pieces(tokenizer, "aaaa") == Texts{"aa", "aa"});
  CHECK(pieces(tokenizer, "").empty());
}

TEST_CASE("a character without a token becomes its bytes, and any bytes come back") {
  ScoreTokenizer tokenizer(letters());
  CHECK(tokenizer.encode("\xC3\xA9") == std::vector<int64_t>{3 + 0xC3, 3 + 0xA9});
  for (const std::string text : {"a\xC3\xA9 b\n", "\xFF\xFE\x80 abc", "<s>", "aaaaabcbcb"}) {
    const std::vector<int64_t> ids = tokenizer.encode(text);
    CHECK(lab05::decode(tokenizer.tokens(), ids) == text);
  }
}

TEST_CASE("special tokens show nothing, and a text cannot name them") {
  ScoreTokenizer tokenizer(letters());
  CHECK(tokenizer.tokens()[1].empty());
  CHECK(tokenizer.special("</s>") == 2);
  CHECK_FALSE(tokenizer.special("ab"));
  CHECK(pieces(tokenizer, "<s>") == Texts{"<", "s", ">"});
}

TEST_CASE("blanks of SentencePiece are blanks, and one goes before a text if the file says so") {
  TokenizerData data = data_of({{"\xE2\x96\x81", -5},
                                {"a", -6},
                                {"\xE2\x96\x81"
                                 "a",
                                 -1}},
                               "llama");
  data.add_space_prefix = true;
  ScoreTokenizer tokenizer(data);
  CHECK(pieces(tokenizer, "a a") == Texts{" a", " a"});
}

TEST_CASE("a run of a hundred thousand letters is encoded at once") {
  ScoreTokenizer tokenizer(letters());
  CHECK(tokenizer.encode(std::string(100'000, 'a')).size() == 50'000);
}

TEST_CASE("data that are no such vocabulary are refused") {
  const auto message = [](TokenizerData data, auto change) {
    change(data);
    return message_of([&] { ScoreTokenizer tokenizer(data); });
  };
  CHECK(contains(message(letters(), [](auto& d) { d.model = "bert"; }), "is of kind 'bert'"));
  CHECK(contains(message(letters(), [](auto& d) { d.scores.pop_back(); }), "267 tokens, but 266 scores"));
  CHECK(contains(message(letters(), [](auto& d) { d.scores[5] = NAN; }), "the score of token 5 is nan"));
  CHECK(contains(message(letters(), [](auto& d) { d.types[40] = TokenType::normal; }), "byte 37 has no token"));
  CHECK(contains(message(letters(), [](auto& d) { d.tokens[9] = "<0x6>"; }), "token 9 should be a byte"));
}
