// Lab 05, task 5.2: learning merges.
#include <sstream>

#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/05_tokenizer/golden_merges.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/timing.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

void expect_merged(const std::vector<int64_t>& ids, int64_t left, int64_t right) {
  expect_equal(student("merge_pair", {{"ids", ids}, {"left", left}, {"right", right}, {"id", 99}})["ids"],
               reference::merge_pair(ids, left, right, 99), "ids");
}

}  // namespace

LAB_TEST("5.2", "merge", "1 2 3 1 2 becomes 9 3 9 if (1,2) is 9; 1 1 1 becomes 9 1") {
  expect_merged({1, 2, 3, 1, 2}, 1, 2);
  expect_merged({1, 1, 1}, 1, 1);
  expect_merged({1, 1, 1, 1}, 1, 1);
  expect_merged({2, 1}, 1, 2);
  for (const std::vector<int64_t>& ids : {std::vector<int64_t>{}, {1}, {1, 2}, {2, 1, 2}}) expect_merged(ids, 1, 2);
  for (int i = 0; i < 30; ++i) {
    std::vector<int64_t> ids(static_cast<size_t>(between(rng(), 0, 20)));
    for (int64_t& id : ids) id = between(rng(), 1, 3);
    expect_merged(ids, between(rng(), 1, 3), between(rng(), 1, 3));
  }
}

LAB_TEST("5.2", "example", "low lower newest widest: first e s, then es t") {
  for (const int64_t merges : {1, 2, 3, 5, 12}) expect_learned(example_pieces(), merges);
}

LAB_TEST("5.2", "ties", "of pairs that occur as often, the smallest left id goes first, then the smallest right id") {
  expect_learned({{"ab", "ba", "cd", "ac"}, {1, 1, 1, 1}}, 4);
  expect_learned({{"dc", "cb", "ca", "db"}, {3, 3, 3, 3}}, 4);
  expect_learned({{"az", "by"}, {2, 2}}, 1);
  for (int i = 0; i < 10; ++i) {
    reference::Pieces pieces = random_pieces(12, "abcd");
    std::fill(pieces.counts.begin(), pieces.counts.end(), 1);
    expect_learned(pieces, 12);
  }
}

LAB_TEST("5.2", "property", "the merges are those of an algorithm that counts everything again after each of them") {
  for (int i = 0; i < 15; ++i) expect_learned(random_pieces(between(rng(), 1, 40), i % 2 == 0 ? "abc" : "ab"), 40);
  for (int i = 0; i < 5; ++i) expect_learned(random_pieces(30, std::string("a\x80\xff\0", 4)), 25);
}

LAB_TEST("5.2", "edges", "no pair left, nothing to do, a run of one letter, long words of two letters") {
  expect_learned({{"a", "b"}, {3, 4}}, 10);
  expect_learned({{}, {}}, 10);
  expect_learned({{"ab"}, {1}}, 0);
  for (const size_t n : {2, 3, 4, 5, 7, 8, 15, 16, 33}) expect_learned({{std::string(n, 'a')}, {1}}, 10);
  expect_learned({{"aaaaaaa", "aaaaaaaaaaa", "aaa", "aaaaa"}, {3, 2, 9, 4}}, 12);
  for (int i = 0; i < 10; ++i) {  // no two merges give the same bytes, though there are many ways to them
    reference::Pieces pieces;
    for (int word = 0; word < 4; ++word) {
      pieces.bytes.push_back(random_word("ab", 20, 40) + std::string(1, static_cast<char>('c' + word)));
      pieces.counts.push_back(between(rng(), 1, 3));
    }
    expect_learned(pieces, 60);
  }
}

LAB_TEST("5.2", "golden", "the merges of Jane Austen are those that Hugging Face's tokenizers learns") {
  const GoldenMerges golden = golden_merges();
  const Values got = student("learn_merges", learn_inputs(count_pieces(golden.text), 256 + golden.merges));
  std::vector<std::string> tokens, want;
  for (const std::string& token : texts_of(got["tokens"])) tokens.push_back(to_byte_characters(token));
  std::istringstream lines(golden.tokens);
  for (std::string line; std::getline(lines, line);) want.push_back(line);
  expect_equal(to_list(tokens), to_list(want), "new tokens");
}

LAB_TEST("5.2", "visits", "a merge visits the words that hold its pair, and no others") {
  double visits = 0, fewest = 0;
  for (int i = 0; i < 4; ++i) {
    const reference::Pieces pieces = random_pieces(120, "abcdefgh");
    const reference::Learned want = reference::learn(pieces, 256 + 100);
    const Values got = student("learn_merges", learn_inputs(pieces, 256 + 100));
    expect_merges(got["merges"].integers(), pieces, want.vocabulary);
    visits += got["visits"].number();
    fewest += static_cast<double>(want.visits);
  }
  score_counter("words visited, of those that must be", visits / fewest,
                {.best = 1.02, .worst = 8, .possible = 1, .emulated = false});
}

LAB_TEST("5.2", "time", "a hundred merges of 300 words are learned about as fast as the solution learns them") {
  const auto inputs = [] {
    const reference::Pieces pieces = random_pieces(300, "abcdefgh");
    return Values{{"pieces", to_list(pieces.bytes)}, {"counts", pieces.counts}};
  };
  score_time_ratio({"timed_learning", {{"first_tokens", to_list(reference::first_tokens())}, {"size", 256 + 100}}},
                   inputs, {.all = 2.5, .none = 10, .least_bytes = 300});
}
