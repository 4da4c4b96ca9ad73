// Lab 05, task 5.5: streams.
#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

std::vector<int64_t> random_ids(size_t tokens, int64_t count) {
  std::vector<int64_t> ids;
  for (int64_t i = 0; i < count; ++i) ids.push_back(static_cast<int64_t>(rng().below(tokens)));
  return ids;
}

// Parts of characters, so that most ids end within one.
const std::vector<std::string> kBrokenTokens = {
    "a",    "\xc3", "\xa9",     "\xf0\x9f",     "\x98\x80", "\xe4",     "\xbd\xa0",   "\xff",     "\xf0", "\x9f",
    "\x98", "\x80", "\xe0\x80", "\xed\xa0\x80", " b",       "\xe4\xbd", "\u00e9\xc3", "\xf4\x90", "\xc1", "\xf5"};

}  // namespace

LAB_TEST("5.5", "chunks", "however a text is cut into parts, its ids are those of the whole") {
  const BpeVocabulary vocabulary = example_vocabulary();
  const std::string words = "the lowest<|end|>  newest it's 12\xf0\x9f\x98\x80 wider\n\n  low <|end";
  for (const size_t step : {1, 2, 3, 5, 7}) {
    std::vector<std::string> parts;
    for (size_t at = 0; at < words.size(); at += step) parts.push_back(words.substr(at, step));
    expect_stream(vocabulary, words, parts);
  }
  const BpeVocabulary merging = text_vocabulary();
  for (int i = 0; i < 30; ++i) {
    const std::string random = random_text(15) + (i % 2 == 0 ? "<|end|>" : "") + random_text(15);
    expect_stream(merging, random, random_parts(random, between(rng(), 1, i % 3 == 0 ? 30 : 9)));
  }
  const std::string run = random_word("ab", 150, 200);
  expect_stream(merging, run + " low", random_parts(run + " low", 5));
}

LAB_TEST("5.5", "decode", "no id lets half a character out, and none holds back more than that") {
  expect_decoded({"\xf0\x9f", "\x98\x80", "a"}, {0, 1, 2, 0, 1});
  expect_decoded({"\xe4", "\xbd", "\xa0", "b"}, {0, 1, 2, 3, 0, 3, 0, 1, 0, 1, 2});
  for (int i = 0; i < 30; ++i) expect_decoded(kBrokenTokens, random_ids(kBrokenTokens.size(), 25));
}

LAB_TEST("5.5", "edges", "nothing in is nothing out; after finish() a new text begins; unknown ids are an IndexError") {
  const BpeVocabulary vocabulary = example_vocabulary();
  expect_stream(vocabulary, "", {});
  expect_stream(vocabulary, "low", {"", "low", ""});
  expect_decoded({"a"}, {});
  expect_decoded({"a\xc3"}, {0});
  const std::vector<std::string> texts = {"newest lo", "west<|end|>\xc3",    "\xa9 low<|e", "",
                                          "nd|>",      std::string(70, 'a'), "low lower b"};
  const Values got = student("stream_twice", {{"vocabulary", to_values(vocabulary)}, {"texts", to_list(texts)}});
  List ids;
  for (const std::string& one : texts) ids.push_back(reference::encode_some(vocabulary, one, false).ids);
  expect_equal(got["ids"], ids, "ids of one text after another");
  expect_equal(got["texts"], to_list(texts), "texts decoded one after another");
  expect(got["before_finish"].integers().back() > 0,
         "after finish() a new text begins, but the first part of it, \"low lower b\", gave no ids");
  expect_error("stream_decode", {{"tokens", List{"a"}}, {"ids", std::vector<int64_t>{1}}}, ErrorKind::index, {"1"});
}

LAB_TEST("5.5", "held", "between two parts only what is not certain yet is held") {
  std::string words;
  for (int i = 0; i < 300; ++i) words += (i % 40 == 39 ? "<|end|>" : " ") + random_word("abc", 1, 10);
  const Values got =
      student("stream_encode", {{"vocabulary", to_values(example_vocabulary())}, {"text", words}, {"step", 3}});
  expect_equal(got["ids"], reference::encode_some(example_vocabulary(), words, false).ids, "ids");
  score_counter("most bytes held of a text whose longest piece has 11", got["held"].number(),
                {.best = 32, .worst = static_cast<double>(words.size()) / 2, .possible = 1, .emulated = false});
}

LAB_TEST("5.5", "scanned", "a long piece that comes byte by byte is not scanned again for each byte") {
  const std::string words = random_word("ab", 6000, 6000) + " " + random_word("abc", 20, 30);
  const BpeVocabulary vocabulary = text_vocabulary();
  const Values got = student("stream_encode", {{"vocabulary", to_values(vocabulary)}, {"text", words}, {"step", 1}});
  expect_equal(got["ids"], solution("encode_some", text_inputs(vocabulary, words))["ids"], "ids");
  score_counter("bytes scanned, a byte of the text", got["scanned"].number() / static_cast<double>(words.size()),
                {.best = 4, .worst = 500, .possible = 1, .emulated = false});
}
