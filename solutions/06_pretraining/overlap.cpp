// Lab 06, task 6.3: what two collections have in common.
#include "labs/06_pretraining/overlap.h"

#include <unordered_set>

#include "framework/base/error.h"

namespace llmsys::lab06 {

std::vector<Overlap> find_overlaps(const std::vector<Words>& documents, const std::vector<Words>& others, int64_t n) {
  // About 14 lines. A set of the others' ngrams_of(); then the documents, place by place: a place that begins no later
  // than the word behind the last range makes that range longer.
  // BEGIN SOLUTION task 6.3 find_overlaps
  std::unordered_set<uint64_t> known;
  for (const Words& other : others)
    for (const uint64_t gram : ngrams_of(other, n)) known.insert(gram);
  std::vector<Overlap> overlaps;
  for (size_t document = 0; document < documents.size(); ++document) {
    const Words& words = documents[document];
    const std::vector<uint64_t> grams = ngrams_of(words, n);
    size_t next = words.size() + 1;  // the word behind the last range of this document
    for (size_t i = 0; i < grams.size(); ++i) {
      if (!known.contains(grams[i])) continue;
      if (i > next || next > words.size()) overlaps.push_back({document, words[i].begin, 0});
      next = i + static_cast<size_t>(n);
      overlaps.back().end = words[next - 1].end;
    }
  }
  return overlaps;
  // END SOLUTION
}

}  // namespace llmsys::lab06
