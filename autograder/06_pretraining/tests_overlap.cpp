// Lab 06, task 6.3: decontamination.
#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

Values overlap_inputs(const std::vector<std::string>& documents, const std::vector<std::string>& others, int64_t n) {
  return {{"documents", to_list(documents)}, {"others", to_list(others)}, {"n", n}};
}

}  // namespace

LAB_TEST("6.3", "example", "three words in a row that a question has, too, are a range, whatever stands between them") {
  const std::string page = "We asked: what is the -- CAPITAL of France? Nobody knew.";
  const std::string question = "What is the capital of France?";
  expect_right("find_overlaps", overlap_inputs({page}, {question}, 3));
  expect_right("find_overlaps", overlap_inputs({question}, {page}, 3));
  expect_right("find_overlaps", overlap_inputs({page, question, "What is the weather?"}, {question, "it rains"}, 4));
}

LAB_TEST("6.3", "ranges", "places that touch are one range, places with a word between them are two") {
  const std::vector<std::string> others = {"a b c d", "p q r", "x y z"};
  for (const char* document : {"a b c d", "o a b c d o", "a b c p q r", "a b c o p q r", "a b c o b c d", "a b c a b c",
                               "p q r x y z p q r o x y z", "a b", "a b c", "o a b o c d o"})
    expect_right("find_overlaps", overlap_inputs({document, "o", document}, others, 3));
}

LAB_TEST("6.3", "property", "any documents overlap as a comparison of all places says") {
  for (int i = 0; i < 40; ++i) {
    const int64_t different = between(rng(), 2, 8), n = between(rng(), 1, 4);
    std::vector<std::string> documents, others;
    for (int64_t k = between(rng(), 0, 4); k > 0; --k)
      documents.push_back(random_words(between(rng(), 0, 30), different));
    for (int64_t k = between(rng(), 0, 3); k > 0; --k) others.push_back(random_words(between(rng(), 0, 8), different));
    expect_right("find_overlaps", overlap_inputs(documents, others, n));
  }
}
