// Lab 05, task 5.4: the ids of a text.
#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

// The vocabulary with these tokens added.
BpeVocabulary with_added(BpeVocabulary vocabulary, const std::vector<std::string>& added) {
  for (const std::string& token : added) {
    vocabulary.added.push_back({token, static_cast<int64_t>(vocabulary.tokens.size())});
    vocabulary.tokens.push_back(token);
  }
  return vocabulary;
}

}  // namespace

LAB_TEST("5.4", "example", "a text is cut into pieces, and the ids of all pieces come one after another") {
  const BpeVocabulary vocabulary = example_vocabulary();
  for (const char* words : {"lowest newest", "low lower  widest\n", "the newest, 12 wider it's", ""})
    expect_text(text_inputs(vocabulary, words));
  for (int i = 0; i < 20; ++i)
    expect_text(text_inputs(i % 2 == 0 ? random_vocabulary(30) : text_vocabulary(), random_text(20)));
}

LAB_TEST("5.4", "added", "an added token is one id, and what stands beside it is cut as a text of its own") {
  const reference::Pieces pieces{{"low", " low", "  ", "   "}, {5, 4, 9, 3}};  // two blanks are a token
  const BpeVocabulary vocabulary = with_added(reference::learn(pieces, 256 + 6).vocabulary, {"<|end|>"});
  for (const char* words : {"<|end|>", "low<|end|>low", "low  <|end|>  low", "<|end|><|end|>", "<|end|",
                            "a <|end|> b<|end|>", "low <|en<|end|>d|>"})
    expect_text(text_inputs(vocabulary, words));
  const BpeVocabulary several = with_added(random_vocabulary(20), {"<|", "<|x|>", "ab c", "  ", "\n"});
  for (int i = 0; i < 20; ++i) expect_text(text_inputs(several, random_text(12) + "<|x|>ab c" + random_text(12)));
}

LAB_TEST("5.4", "cache", "the cache changes no id, whether it is small, full or has no room at all") {
  const BpeVocabulary vocabulary = random_vocabulary(30);
  for (const int64_t capacity : {0, 1, 2, 5, 1000}) {
    expect_text(text_inputs(vocabulary, random_text(60), false, capacity));
    expect_text(text_inputs(vocabulary, std::string(250, 'a') + " " + std::string(2, 'b') + " " + std::string(250, 'a'),
                            false, capacity));
  }
  std::string alike;  // long words that differ in one letter only
  for (int i = 0; i < 30; ++i)
    alike += " abcabcabc" + random_word("abc", 1, 1) + random_word("abc", 1, 1) + "cabcabcab";
  expect_text(text_inputs(vocabulary, alike));
}

LAB_TEST("5.4", "certain", "if more may follow, only what is certain is encoded, and its length comes back") {
  const BpeVocabulary vocabulary = example_vocabulary();
  for (const char* words : {"low", "low ", "low l", "it'", "it's", "low  ", "low  l", "low <", "low <|end|",
                            "low <|end|>", "low<x", "12", "12!", "\xf0\x9f\x98", "a\xf0\x9f\x98", ""})
    expect_text(text_inputs(vocabulary, words, true));
  for (const char* words : {"low|", "low|low", "|", "it'|"})
    expect_text(text_inputs(with_added(vocabulary, {"|"}), words, true));
  const BpeVocabulary merging = text_vocabulary();
  for (int i = 0; i < 40; ++i) expect_text(text_inputs(merging, random_text(6) + (i % 3 == 0 ? "<|end|>" : ""), true));
}

LAB_TEST("5.4", "pieces", "a piece that was met before is looked up, not encoded again") {
  const BpeVocabulary vocabulary = random_vocabulary(30);
  std::string words;
  for (int i = 0; i < 600; ++i) words += " " + random_word("ab", 1, 4);
  const Values inputs = text_inputs(vocabulary, words);
  expect_text(inputs);
  const double different = static_cast<double>(reference::encode_some(vocabulary, words, false).pieces);
  score_counter("pieces encoded, of those that differ", student("encode_some", inputs)["pieces"].number() / different,
                {.best = 1, .worst = 10, .possible = 1, .emulated = false});
}
