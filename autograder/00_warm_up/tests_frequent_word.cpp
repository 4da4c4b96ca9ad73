// Lab 00, task 0.5: the dangling reference.
#include <set>

#include "autograder/00_warm_up/bigram_inputs.h"
#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/judge/lab_test.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

void expect_word(const std::string& text) {
  const reference::Word want = reference::most_frequent_word(text);
  const Values out = student("most_frequent_word", {{"text", text}});
  expect_equal(out["word"], want.word, "word");
  expect_equal(out["count"], want.count, "count");
}

// Words of one or two letters from a small alphabet, so that many repeat.
std::string random_text(Rng& rng, int words) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += static_cast<char>((rng.below(8) == 0 ? 'A' : 'a') + static_cast<char>(rng.below(9)));
    if (rng.below(2) == 0) text += static_cast<char>('a' + static_cast<char>(rng.below(3)));
    text += ", .\n-"[rng.below(5)];
  }
  return text;
}

// The text up to the first use of its n-th different word: a vector of words has just grown, or is about to.
std::string until_word(const std::string& text, size_t n) {
  std::set<std::string> seen;
  std::string word;
  for (size_t end = 0; end < text.size(); ++end) {
    const char lower = static_cast<char>(text[end] | 32);  // ASCII: upper and lower case differ in one bit
    if (lower >= 'a' && lower <= 'z') {
      word += lower;
      continue;
    }
    if (!word.empty()) seen.insert(word);
    word.clear();
    if (seen.size() == n) return text.substr(0, end);
  }
  return text;
}

}  // namespace

LAB_TEST("0.5", "example", "the cat saw the dog: `the`, twice") {
  expect_word("The cat saw the dog.");
  expect_word("one two TWO three, two! one one");
}

LAB_TEST("0.5", "property", "the count is right and the first to reach it wins, for any words") {
  for (int i = 0; i < 20; ++i) expect_word(random_text(rng(), 5 + 10 * i));
}

LAB_TEST("0.5", "austen", "it finds the word that Jane Austen uses most, however many different words there are") {
  const std::string novel = austen_text().substr(0, 200000);
  for (const size_t words : {10, 100, 256, 512, 1000, 1024, 2000, 2048, 4096}) expect_word(until_word(novel, words));
  expect_word("");
}
