/// @file
/// Lab 05's handout as a test sees it, and the vocabulary of its example.
#pragma once
#include <string>
#include <vector>

#include "framework/io/bpe_vocabulary.h"

namespace llmsys::lab05 {

/// How often those words stand in it.
size_t occurrences(const std::string& words);

/// Fails the running test unless the handout has these words.
void says(const std::string& words);

/// "259 257"
std::string listed(const std::vector<int64_t>& ids);

/// low 5 times, lower 2, newest 6, widest 3, after twelve merges; "<|end|>" is id 268.
BpeVocabulary handout_vocabulary();

/// One merge while a piece is encoded.
struct EncodingStep {
  size_t place = 0;  ///< of the left token, among those that there are
  int64_t rank = 0;  ///< of the merge
  int64_t id = 0;    ///< what the two became
};

/// The merges of a piece, one after another.
std::vector<EncodingStep> encoding_steps(const BpeVocabulary& vocabulary, const std::string& piece);

}  // namespace llmsys::lab05
