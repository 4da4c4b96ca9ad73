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
  // BEGIN SOLUTION task 6.2 first_copies
  std::map<std::pair<uint64_t, uint64_t>, size_t> first_with;
  std::vector<size_t> first;
  for (size_t i = 0; i < documents.size(); ++i)
    first.push_back(first_with.try_emplace(hash128(documents[i]), i).first->second);
  return first;
  // END SOLUTION
}

Signature minhash(const std::vector<uint64_t>& shingles, const HashFamily& hashes) {
  // About 5 lines.
  // BEGIN SOLUTION task 6.2 minhash
  if (shingles.empty()) return {};
  Signature least(hashes.size(), UINT64_MAX);
  for (const uint64_t shingle : shingles)
    for (size_t k = 0; k < least.size(); ++k) least[k] = std::min(least[k], hashes(k, shingle));
  return least;
  // END SOLUTION
}

std::vector<Link> candidate_links(const std::vector<Signature>& signatures, int64_t bands) {
  // About 12 lines: for each band a map from its entries to the first document that has them.
  // BEGIN SOLUTION task 6.2 candidate_links
  std::set<Link> links;
  for (int64_t band = 0; band < bands; ++band) {
    std::map<std::vector<uint64_t>, size_t> first_with;
    for (size_t i = 0; i < signatures.size(); ++i) {
      if (signatures[i].empty()) continue;
      const int64_t rows = std::ssize(signatures[i]) / bands;
      const auto begin = signatures[i].begin() + band * rows;
      const size_t first = first_with.try_emplace({begin, begin + rows}, i).first->second;
      if (first != i) links.insert({first, i});
    }
  }
  return {links.begin(), links.end()};
  // END SOLUTION
}

std::vector<size_t> clusters(size_t documents, const std::vector<Link>& links) {
  // About 10 lines. Each document points at an earlier one of its cluster, or at itself: the root. A link makes the
  // larger root point at the smaller one. Shorten the way whenever you walk it.
  // BEGIN SOLUTION task 6.2 clusters
  std::vector<size_t> earlier(documents);
  std::iota(earlier.begin(), earlier.end(), size_t{0});
  const auto root = [&earlier](size_t i) {
    while (earlier[i] != i) i = earlier[i] = earlier[earlier[i]];  // halves the way for whoever comes next
    return i;
  };
  for (const auto& [a, b] : links) {
    const auto [low, high] = std::minmax({root(a), root(b)});
    earlier[high] = low;
  }
  for (size_t i = 0; i < documents; ++i) earlier[i] = root(i);
  return earlier;
  // END SOLUTION
}

}  // namespace llmsys::lab06
