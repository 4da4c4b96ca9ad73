// Lab 05, task 5.6 (challenge): a heap of pairs over a linked list of tokens.
#include "labs/05_tokenizer/long_piece.h"

#include <functional>
#include <queue>
#include <tuple>

#include "framework/base/error.h"

namespace llmsys::lab05 {

std::vector<int64_t> encode_long_piece(const BpeModel& model, std::string_view piece) {
  // About 35 lines. Tokens stay where their first byte is; next and previous link those that are left. A candidate on the heap
  // may be out of date when it comes up: remember the ids that it was made for.
  // BEGIN SOLUTION task 5.6 encode_long_piece
  const size_t n = piece.size();
  std::vector<int64_t> ids(n);  // by first byte; -1 where a token was merged away
  std::vector<size_t> next(n), previous(n);
  for (size_t i = 0; i < n; ++i) {
    ids[i] = model.id_of_byte(piece[i]);
    next[i] = i + 1;
    previous[i] = i - 1;  // of the first one: a number above all others
  }
  struct Candidate {
    int64_t rank, left, right, id;
    size_t at;
    bool operator>(const Candidate& other) const { return std::tie(rank, at) > std::tie(other.rank, other.at); }
  };
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap;
  const auto add = [&](size_t i) {  // the pair that begins there, if there is one that merges
    if (i >= n || next[i] >= n) return;
    const MergeRule rule = model.merge(ids[i], ids[next[i]]);
    if (rule.rank != MergeRule::kNone) heap.push({rule.rank, ids[i], ids[next[i]], rule.id, i});
  };
  for (size_t i = 0; i < n; ++i) add(i);
  while (!heap.empty()) {
    const Candidate best = heap.top();
    heap.pop();
    const size_t at = best.at, right = next[at];
    if (ids[at] != best.left || right >= n || ids[right] != best.right) continue;  // one of the two has changed since
    ids[at] = best.id;
    ids[right] = -1;
    next[at] = next[right];
    if (next[at] < n) previous[next[at]] = at;
    add(previous[at]);
    add(at);
  }
  std::erase(ids, -1);
  return ids;
  // END SOLUTION
}

}  // namespace llmsys::lab05
