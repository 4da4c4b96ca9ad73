// Lab 00, task 0.5: the code looks right and reads well, yet it uses memory that is no longer there.
// `./lab grade 0 --task 0.5 --debug` runs it under AddressSanitizer, which says where.
#include "labs/00_warm_up/frequent_word.h"

#include <cctype>
#include <vector>

namespace llmsys::lab00 {
namespace {

// Takes the first word off `rest`; empty when there is none.
std::string next_word(std::string_view& rest) {
  std::string word;
  while (!rest.empty()) {
    const auto c = static_cast<unsigned char>(rest.front());
    const bool letter = c < 128 && std::isalpha(c) != 0;
    if (!letter && !word.empty()) break;
    if (letter) word += static_cast<char>(std::tolower(c));
    rest.remove_prefix(1);
  }
  return word;
}

// Where `word` is in `counts`; added with count 0 if it is not there.
size_t index_of(std::vector<WordCount>& counts, const std::string& word) {
  for (size_t i = 0; i < counts.size(); ++i)
    if (counts[i].word == word) return i;
  counts.push_back({word, 0});
  return counts.size() - 1;
}

}  // namespace

WordCount most_frequent_word(std::string_view text) {
  std::vector<WordCount> counts = {{"", 0}};
  // The mistake is in the lines below; three of them change. What still points to where an element used to be?
  // BEGIN SOLUTION task 0.5 most_frequent_word
  size_t best = 0;  // an index stays right when push_back moves the elements elsewhere; a pointer does not
  for (std::string word = next_word(text); !word.empty(); word = next_word(text)) {
    const size_t seen = index_of(counts, word);
    if (++counts[seen].count > counts[best].count) best = seen;
  }
  return counts[best];
  // STUB
  // WordCount* best = &counts[0];
  // for (std::string word = next_word(text); !word.empty(); word = next_word(text)) {
  //   const size_t seen = index_of(counts, word);
  //   if (++counts[seen].count > best->count) best = &counts[seen];
  // }
  // return *best;
  // END SOLUTION
}

}  // namespace llmsys::lab00
