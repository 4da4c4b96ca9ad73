// Given: shingles, and the way from documents to clusters.
#include "framework/base/error.h"
#include "framework/data/normalised_words.h"
#include "labs/06_pretraining/duplicates.h"
#include "labs/06_pretraining/words.h"

namespace llmsys::lab06 {

std::vector<uint64_t> shingles_of(const std::string& document, int64_t words) {
  LLMSYS_CHECK(ValueError, words >= 1, "[shingles_of] a shingle has at least one word, got ", words);
  const std::vector<NormalisedWord> normalised = normalised_words(document);
  const std::vector<std::string_view> views(normalised.begin(), normalised.end());
  if (views.empty()) return {};
  return ngram_hashes(views, std::min(words, static_cast<int64_t>(views.size())));
}

std::vector<size_t> find_duplicates(const std::vector<std::string>& documents, const DuplicateOptions& options) {
  const std::vector<size_t> first = first_copies(documents);
  const HashFamily hashes(options.bands * options.rows, options.seed);
  std::vector<Signature> signatures(documents.size());  // copies keep an empty one: they are known already
  std::vector<Link> links;
  for (size_t i = 0; i < documents.size(); ++i) {
    if (first[i] == i) signatures[i] = minhash(shingles_of(documents[i], options.shingle_words), hashes);
    if (first[i] != i) links.emplace_back(first[i], i);
  }
  const std::vector<Link> near = candidate_links(signatures, options.bands);
  links.insert(links.end(), near.begin(), near.end());
  return clusters(documents.size(), links);
}

}  // namespace llmsys::lab06
