// Lab 05, task 5.6: long pieces.
#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/timing.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

// "aa" of two "a", "aaaa" of two "aa", and so on.
BpeVocabulary doubling(int merges) {
  BpeVocabulary vocabulary;
  vocabulary.tokens = reference::first_tokens();
  int64_t last = 64;  // 'a'
  for (std::string run = "aa"; merges > 0; --merges, run += run) {
    vocabulary.merges.push_back({last, last, static_cast<int64_t>(vocabulary.tokens.size())});
    last = static_cast<int64_t>(vocabulary.tokens.size());
    vocabulary.tokens.push_back(run);
  }
  return vocabulary;
}

}  // namespace

LAB_TEST("5.6", "example", "the ids are those of encode_piece") {
  const BpeVocabulary vocabulary = example_vocabulary();
  for (const char* piece : {"low", "lowest", "newestnewestlowlow", "wider", "", "l"})
    expect_piece("encode_long_piece", vocabulary, piece);
  for (const size_t n : {2, 3, 7, 31, 64}) expect_piece("encode_long_piece", doubling(4), std::string(n, 'a'));
}

LAB_TEST("5.6", "property", "the same with any merges in any order of ranks") {
  expect_piece("encode_long_piece", backwards_vocabulary(), "ababc");
  for (int i = 0; i < 40; ++i)
    expect_piece("encode_long_piece", random_vocabulary(30, i % 2 == 0), random_word(i % 3 == 0 ? "ab" : "abc", 0, 60));
}

LAB_TEST("5.6", "lookups", "3 lookups a byte, however long the piece is") {
  const BpeVocabulary vocabulary = random_vocabulary(60);
  const std::string piece = random_word("abc", 4000, 5000);
  const Values got = student("encode_long_piece", piece_inputs(vocabulary, piece));
  expect_equal(got["ids"], solution("encode_piece", piece_inputs(vocabulary, piece))["ids"], "ids");
  score_counter("lookups a byte", got["lookups"].number() / static_cast<double>(piece.size()),
                {.best = 3, .worst = 100, .possible = 0.001, .emulated = false});
}

LAB_TEST("5.6", "run", "a run of 2^18 letters a becomes 2^6 ids after twelve merges") {
  const Values got = student("encode_long_piece", piece_inputs(doubling(12), std::string(size_t{1} << 18, 'a')));
  expect_equal(got["ids"], std::vector<int64_t>(64, 256 + 11), "ids");
}

LAB_TEST("5.6", "time", "a piece of 20,000 letters takes about as long as the solution takes") {
  score_time_ratio({"timed_long_piece", {{"vocabulary", to_values(random_vocabulary(60))}}},
                   [] {
                     return Values{{"piece", random_word("abc", 19'000, 20'000)}};
                   },
                   {.all = 2, .none = 8, .least_bytes = 19'000});
}

LAB_TEST("5.all", "together", "what you train encodes, streams and decodes any text as the reference does") {
  const std::string corpus =
      "it is a truth universally acknowledged, that a single man in possession of a good "
      "fortune must be in want of a wife. however little known the feelings or views of such a "
      "man may be, this truth is so well fixed in the minds of the surrounding families";
  for (int i = 0; i < 4; ++i) {
    const std::string words = "a truth<|end|>  " + random_text(20) + " the family's views";
    const Values got =
        student("together", {{"corpus", corpus}, {"size", 320}, {"added", List{"<|end|>"}}, {"text", words}});
    BpeVocabulary vocabulary = reference::learn(count_pieces(corpus), 319).vocabulary;
    vocabulary.added.push_back({"<|end|>", 319});
    vocabulary.tokens.push_back("<|end|>");
    expect_equal(got["merges"], flat(vocabulary.merges), "merges");
    expect_equal(got["ids"], reference::encode_some(vocabulary, words, false).ids, "ids");
    expect_equal(got["streamed"], got["ids"], "ids of the text in parts");
    expect_equal(got["decoded"], words, "decoded ids");
    expect_equal(got["decoded_in_parts"], words, "decoded ids, one by one");
  }
}
