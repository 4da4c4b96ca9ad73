// Lab 05, task 5.3: the ids of a piece.
#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/timing.h"

using namespace llmsys;
using namespace llmsys::lab05;

LAB_TEST("5.3", "example", "lowest is low est, newer is new er: merges apply to words that training never saw") {
  const BpeVocabulary vocabulary = example_vocabulary();
  for (const char* piece : {"low", "lowest", "newer", "wider", "west", "lower", "xyz", "es", "t", ""})
    expect_piece("encode_piece", vocabulary, piece);
}

LAB_TEST("5.3", "order", "the lowest rank goes first, wherever it is; of several places the leftmost") {
  BpeVocabulary vocabulary;
  vocabulary.tokens = reference::first_tokens();
  const int64_t a = 64, b = 65, c = 66, d = 67, e = 68;  // '!' is 0, so 'a' is 64
  vocabulary.tokens.insert(vocabulary.tokens.end(), {"bc", "ab", "cd", "de", "aa", "abc", "aab"});
  vocabulary.merges = {{b, c, 256}, {a, b, 257}, {c, d, 258}, {d, e, 259}, {a, a, 260}, {a, 256, 261}, {260, b, 262}};
  for (const char* piece : {"abcde", "abc", "ab", "aabc", "aab", "aaa", "aaab", "abcabc", "aaaaabcd"})
    expect_piece("encode_piece", vocabulary, piece);
  expect_piece("encode_piece", backwards_vocabulary(), "ababc");
  for (int i = 0; i < 20; ++i) expect_piece("encode_piece", random_vocabulary(30, true), random_word("abc", 2, 20));
}

LAB_TEST("5.3", "property", "the ids are those of the plain loop, and their bytes are the piece") {
  const BpeVocabulary vocabulary = random_vocabulary(40);
  for (int i = 0; i < 40; ++i)
    expect_piece("encode_piece", vocabulary, random_word(i % 4 == 0 ? "abc\xff " : "abc", 0, 40));
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  expect_piece("encode_piece", vocabulary, bytes);
}

LAB_TEST("5.3", "lookups", "a merge asks only for the two pairs beside it: 3 lookups a byte, whatever the length") {
  double lookups = 0, bytes = 0;
  const BpeVocabulary vocabulary = random_vocabulary(60);
  for (int i = 0; i < 6; ++i) {
    const std::string piece = random_word("abc", 180, 200);
    const Values got = student("encode_piece", piece_inputs(vocabulary, piece));
    expect_equal(got["ids"], reference::encode_piece(vocabulary, piece), "ids");
    lookups += got["lookups"].number();
    bytes += static_cast<double>(piece.size());
  }
  score_counter("lookups a byte", lookups / bytes, {.best = 3, .worst = 40, .possible = 0.01, .emulated = false});
}

LAB_TEST("5.3", "time", "pieces of 200 bytes take about as long as the solution takes") {
  score_time_ratio({"timed_piece", {{"vocabulary", to_values(random_vocabulary(60))}}},
                   [] {
                     return Values{{"piece", random_word("abc", 195, 200)}};
                   },
                   {.all = 2, .none = 8, .calls = 20, .least_bytes = 195});
}
