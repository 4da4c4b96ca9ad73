/// @file
/// Task 6.2: documents that are the same, and documents that nearly are.
///
/// Two texts are as alike as the sets of their shingles, n words in a row: their Jaccard similarity is J(A,B) = |A
/// and B| / |A or B|. The smallest value of a random hash function over a set is the same for both with probability J
/// (Broder 1997, "On the resemblance and containment of documents", sec. 2), so a short list of such minima, a
/// signature, stands for the set. Cut into b bands of r rows, two signatures share a whole band with probability 1 -
/// (1 - J^r)^b: only those are looked at. Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", sec. 3.2-3.4.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "framework/data/hashing.h"

namespace llmsys::lab06 {

/// The smallest value of each hash function over a document's shingles; empty for a document without shingles.
using Signature = std::vector<uint64_t>;

/// Two documents by their numbers, the smaller one first.
using Link = std::pair<size_t, size_t>;

/// Task 6.2. For each document the number of the first one that has the same bytes: its own, if there was none
/// before. By hash128(): the texts themselves need not stay in memory.
std::vector<size_t> first_copies(const std::vector<std::string>& documents);

/// Task 6.2. The signature of a set of shingles, given as hashes: entry k is the smallest hashes(k, shingle).
/// @param shingles  in any order; one that comes twice counts once
/// @return hashes.size() numbers; none if there are no shingles
Signature minhash(const std::vector<uint64_t>& shingles, const HashFamily& hashes);

/// Task 6.2. Documents that share a band. Band j of a signature is its r = size / bands entries from j*r on; what is
/// left behind the last band is not looked at. Of the documents whose band j is the same, each is linked with the
/// first: so a million copies of one page are a million links, not half of its square. Documents with empty
/// signatures are linked with none.
/// @param signatures  all of one length, or empty    @param bands  b, 1 to that length
/// @return each link once, sorted
std::vector<Link> candidate_links(const std::vector<Signature>& signatures, int64_t bands);

/// Task 6.2. For each document the smallest number in its cluster: documents are in one cluster if links lead from
/// one to the other. Takes hardly more than linear time.
/// @param links  of documents below `documents`
std::vector<size_t> clusters(size_t documents, const std::vector<Link>& links);

/// How near duplicates are looked for.
struct DuplicateOptions {
  int64_t shingle_words = 5;  ///< words in a row
  int64_t bands = 14;         ///< b
  int64_t rows = 8;           ///< r: half of all pairs with J = (1/b)^(1/r) = 0.72 or so are found
  uint64_t seed = 0;          ///< of the hash functions
};

/// Given: the hashes of a document's shingles, over its normalised_words(). Of a document with fewer words all of
/// them are one shingle; one without words has none.
/// @throws ValueError if words < 1
std::vector<uint64_t> shingles_of(const std::string& document, int64_t words);

/// Given: for each document the first one of its cluster, of exact copies and near duplicates: who is not its own
/// first is dropped.
std::vector<size_t> find_duplicates(const std::vector<std::string>& documents, const DuplicateOptions& options = {});

}  // namespace llmsys::lab06
