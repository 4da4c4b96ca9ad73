// Lab 05, hidden tests: properties that a solution fitted to the public tests may miss.
#include <algorithm>

#include "autograder/05_tokenizer/bpe_inputs.h"

using namespace llmsys;
using namespace llmsys::lab05;

LAB_TEST("5.1", "hidden", "ids far outside, and tokens with zero bytes") {
  const List tokens = {std::string("\0\0", 2), "", "\xff"};
  expect_equal(student("decode", {{"tokens", tokens}, {"ids", std::vector<int64_t>{0, 1, 2, 0}}})["bytes"],
               std::string("\0\0\xff\0\0", 5), "bytes");
  for (const int64_t id : {INT64_MAX, INT64_MIN, int64_t{3}})
    expect_error("decode", {{"tokens", tokens}, {"ids", std::vector<int64_t>{2, id}}}, ErrorKind::index,
                 {std::to_string(id)});
}

LAB_TEST("5.2", "hidden", "one long word, many short ones, large counts") {
  for (int i = 0; i < 4; ++i) {
    expect_learned({{random_word("ab", 150, 200)}, {7}}, 60);
    reference::Pieces pieces = random_pieces(25, "abcdefghij");
    for (int64_t& count : pieces.counts) count = between(rng(), 1, int64_t{1} << 40);
    expect_learned(pieces, 50);
  }
}

LAB_TEST("5.3", "hidden", "merges that need a token which a later rank makes") {
  for (int i = 0; i < 15; ++i) {
    BpeVocabulary vocabulary = random_vocabulary(40);
    std::reverse(vocabulary.merges.begin(), vocabulary.merges.end());
    expect_piece("encode_piece", vocabulary, random_word("abc", 5, 80));
  }
}

LAB_TEST("5.4", "hidden", "other split rules, whole pieces, and added tokens that begin alike") {
  for (int i = 0; i < 12; ++i) {
    BpeVocabulary vocabulary = random_vocabulary(30);
    vocabulary.split = static_cast<SplitRule>(i % 3);
    vocabulary.whole_pieces = i % 4 < 2;
    if (vocabulary.whole_pieces) vocabulary.merges.resize(10);  // 20 tokens that no merge makes any more
    for (const char* token : {"<|", "<|a", "<|a|>", "b<"}) {
      vocabulary.added.push_back({token, static_cast<int64_t>(vocabulary.tokens.size())});
      vocabulary.tokens.push_back(token);
    }
    const std::string words = random_text(10) + "<|a" + random_text(4) + "b<|a|>" + random_text(4) + "<|a|";
    expect_text(text_inputs(vocabulary, words, i % 2 == 0, 3));
  }
}

LAB_TEST("5.5", "hidden", "other split rules, byte by byte, with runs of any kind") {
  for (int i = 0; i < 12; ++i) {
    BpeVocabulary vocabulary = text_vocabulary();
    vocabulary.split = static_cast<SplitRule>(i % 3);
    std::string words = random_text(10);
    const std::string runs[] = {" ", "\n", "7", "\u4f60", "\xff", "a", "!"};
    for (int run = 0; run < 4; ++run) {
      const std::string& part = runs[rng().below(7)];
      for (int64_t n = between(rng(), 1, 40); n > 0; --n) words += part;
    }
    expect_stream(vocabulary, words, random_parts(words, 1 + i));
  }
}
