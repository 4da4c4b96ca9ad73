// Lab 06, task 6.2: exact copies, and MinHash with bands.
#include "labs/06_pretraining/duplicates.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "framework/base/error.h"

namespace llmsys::lab06 {

std::vector<size_t> first_copies(const std::vector<std::string>& documents) {
  // About 5 lines: a std::map from hash128() to a number. try_emplace() does not replace what is there.
  // TODO(lab06 task 6.2): your code here.
  throw NotImplemented("lab06 task 6.2: first_copies is not written yet");
}

Signature minhash(const std::vector<uint64_t>& shingles, const HashFamily& hashes) {
  // About 5 lines.
  // TODO(lab06 task 6.2): your code here.
  throw NotImplemented("lab06 task 6.2: minhash is not written yet");
}

std::vector<Link> candidate_links(const std::vector<Signature>& signatures, int64_t bands) {
  // About 12 lines: for each band a map from its entries to the first document that has them.
  // TODO(lab06 task 6.2): your code here.
  throw NotImplemented("lab06 task 6.2: candidate_links is not written yet");
}

std::vector<size_t> clusters(size_t documents, const std::vector<Link>& links) {
  // About 10 lines. Each document points at an earlier one of its cluster, or at itself: the root. A link makes the
  // larger root point at the smaller one. Shorten the way whenever you walk it.
  // TODO(lab06 task 6.2): your code here.
  throw NotImplemented("lab06 task 6.2: clusters is not written yet");
}

}  // namespace llmsys::lab06
