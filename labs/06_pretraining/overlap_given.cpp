// Given: both directions.
#include "labs/06_pretraining/overlap.h"
#include "labs/06_pretraining/words.h"

namespace llmsys::lab06 {
namespace {

std::vector<Words> words_of_all(const std::vector<std::string>& documents) {
  std::vector<Words> words;
  words.reserve(documents.size());
  for (const std::string& document : documents) words.push_back(normalised_words(document));
  return words;
}

}  // namespace

std::vector<uint64_t> ngrams_of(const Words& words, int64_t n) {
  return ngram_hashes(std::vector<std::string_view>(words.begin(), words.end()), n);
}

Contamination decontaminate(const std::vector<std::string>& training, const std::vector<std::string>& benchmark,
                            int64_t n) {
  const std::vector<Words> in_training = words_of_all(training), in_benchmark = words_of_all(benchmark);
  return {.training = find_overlaps(in_training, in_benchmark, n),
          .benchmark = find_overlaps(in_benchmark, in_training, n)};
}

}  // namespace llmsys::lab06
