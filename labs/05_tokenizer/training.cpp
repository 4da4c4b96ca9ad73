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
  // TODO(lab05 task 5.2): your code here.
  throw NotImplemented("lab05 task 5.2: merge_pair is not written yet");
}

void learn_merges(Words& words, int64_t size, BpeVocabulary& vocabulary) {
  // About 30 lines. Keep for each pair its count and the words that hold it, and an ordered std::set of
  // (-count, left, right): its first element is the pair to merge. Only words that hold the pair change: take away what
  // their old ids had counted, and count the new ones.
  // TODO(lab05 task 5.2): your code here.
  throw NotImplemented("lab05 task 5.2: learn_merges is not written yet");
}

}  // namespace llmsys::lab05
