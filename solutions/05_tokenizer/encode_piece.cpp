// Lab 05, task 5.3: the lowest rank first.
#include "labs/05_tokenizer/encode_piece.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab05 {

std::vector<int64_t> encode_piece(const BpeModel& model, std::string_view piece) {
  // About 17 lines. Begin with the plain loop: find the pair with the lowest rank, merge it, start again. Then keep the rules
  // of all pairs in a second vector: a merge changes only the two beside it.
  // BEGIN SOLUTION task 5.3 encode_piece
  std::vector<int64_t> ids;
  for (const char byte : piece) ids.push_back(model.id_of_byte(byte));
  std::vector<MergeRule> rules;  // rules[i]: of ids[i] and ids[i + 1]
  for (size_t i = 0; i + 1 < ids.size(); ++i) rules.push_back(model.merge(ids[i], ids[i + 1]));
  const auto lower = [](const MergeRule& a, const MergeRule& b) { return a.rank < b.rank; };
  while (!rules.empty()) {
    const auto best = std::min_element(rules.begin(), rules.end(), lower);  // the first one of several
    if (best->rank == MergeRule::kNone) break;
    const auto at = best - rules.begin();
    ids[static_cast<size_t>(at)] = best->id;
    ids.erase(ids.begin() + at + 1);
    rules.erase(best);
    for (const auto i : {at - 1, at})
      if (i >= 0 && i < static_cast<std::ptrdiff_t>(rules.size()))
        rules[static_cast<size_t>(i)] = model.merge(ids[static_cast<size_t>(i)], ids[static_cast<size_t>(i) + 1]);
  }
  return ids;
  // END SOLUTION
}

}  // namespace llmsys::lab05
