/// @file
/// Task 6.3: benchmark questions in the training text, and training text in the benchmark. A model that has seen the
/// answers measures nothing. Brown et al. 2020, "Language Models are Few-Shot Learners", arXiv:2005.14165, appendix
/// C: any 13 words in a row that both have.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "framework/data/normalised_words.h"

namespace llmsys::lab06 {

/// A document as its words.
using Words = std::vector<NormalisedWord>;

/// A range of a document whose every word lies in an n-gram that the others have too.
struct Overlap {
  size_t document = 0;  ///< its number
  size_t begin = 0;     ///< first byte, in the document's text
  size_t end = 0;       ///< behind the last byte
  /// Memberwise.
  bool operator==(const Overlap&) const = default;
};

/// Task 6.3. The ranges of `documents` that overlap with `others`: n words in a row (compared as normalised words)
/// that stand in one of the others, too. Places of n words that share a word, or follow one another without a word
/// between them, are one range. A document of fewer than n words overlaps with nothing.
/// @param n  words, at least 1; GPT-3 took 13
/// @return by document, and in each by place
std::vector<Overlap> find_overlaps(const std::vector<Words>& documents, const std::vector<Words>& others, int64_t n);

/// What decontaminate() finds.
struct Contamination {
  std::vector<Overlap> training;   ///< what to take out of the training text
  std::vector<Overlap> benchmark;  ///< which questions it knows: measure with and without them
};

/// Given: both directions of find_overlaps().
Contamination decontaminate(const std::vector<std::string>& training, const std::vector<std::string>& benchmark,
                            int64_t n = 13);

/// Given: a hash of each n words in a row; none if there are fewer.
std::vector<uint64_t> ngrams_of(const Words& words, int64_t n);

}  // namespace llmsys::lab06
