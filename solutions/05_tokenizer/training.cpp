// Lab 05, task 5.2: the pair that occurs most often becomes a token, again and again.
#include "labs/05_tokenizer/training.h"

#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "framework/base/error.h"

namespace llmsys::lab05 {

std::vector<int64_t> merge_pair(const std::vector<int64_t>& ids, int64_t left, int64_t right, int64_t id) {
  // About 7 lines.
  // BEGIN SOLUTION task 5.2 merge_pair
  std::vector<int64_t> merged;
  for (size_t i = 0; i < ids.size(); ++i) {
    const bool both = ids[i] == left && i + 1 < ids.size() && ids[i + 1] == right;
    merged.push_back(both ? id : ids[i]);
    if (both) ++i;  // the right one is used up
  }
  return merged;
  // END SOLUTION
}

void learn_merges(Words& words, int64_t size, BpeVocabulary& vocabulary) {
  // About 30 lines. Keep for each pair its count and the words that hold it, and an ordered std::set of
  // (-count, left, right): its first element is the pair to merge. Only words that hold the pair change: take away what
  // their old ids had counted, and count the new ones.
  // BEGIN SOLUTION task 5.2 learn_merges
  struct Use {
    int64_t count = 0;
    std::unordered_set<size_t> words;
  };
  std::map<std::pair<int64_t, int64_t>, Use> uses;
  std::set<std::tuple<int64_t, int64_t, int64_t>> best_first;  // -count, left, right
  const auto count_pairs = [&](size_t word, const std::vector<int64_t>& ids, int64_t sign) {
    for (size_t i = 0; i + 1 < ids.size(); ++i) {
      Use& use = uses[{ids[i], ids[i + 1]}];
      best_first.erase({-use.count, ids[i], ids[i + 1]});
      use.count += sign * words.count(word);
      if (use.count > 0) best_first.insert({-use.count, ids[i], ids[i + 1]});
      if (sign > 0) use.words.insert(word);
      if (sign < 0) use.words.erase(word);
    }
  };
  for (size_t word = 0; word < words.size(); ++word) count_pairs(word, words.ids(word), 1);
  while (static_cast<int64_t>(vocabulary.tokens.size()) < size && !best_first.empty()) {
    const auto [_, left, right] = *best_first.begin();
    const auto id = static_cast<int64_t>(vocabulary.tokens.size());
    vocabulary.merges.push_back({left, right, id});
    vocabulary.tokens.push_back(vocabulary.tokens[static_cast<size_t>(left)] +
                                vocabulary.tokens[static_cast<size_t>(right)]);
    const std::unordered_set<size_t> holders = uses[{left, right}].words;  // a copy: the loop changes the original
    for (const size_t word : holders) {
      const std::vector<int64_t> before = words.ids(word);
      std::vector<int64_t> after = merge_pair(before, left, right, id);
      count_pairs(word, before, -1);
      count_pairs(word, after, 1);
      words.replace(word, std::move(after));
    }
  }
  // END SOLUTION
}

}  // namespace llmsys::lab05
