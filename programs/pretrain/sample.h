/// @file
/// Text of a model's own, to look at when it is trained. ./lab generate does more.
#pragma once
#include <cstdint>
#include <string>

#include "framework/io/bpe_vocabulary.h"
#include "programs/model/language_model.h"

namespace llmsys {

/// A document that the model writes from its beginning, one token after another from softmax(logits / temperature), until it ends it
/// or has written `tokens`.
/// @param end_token    stands before a document's first token and behind its last
/// @param temperature  > 0; below 1 prefers what is likely
std::string sample_document(LanguageModel& model, const BpeVocabulary& vocabulary, int64_t end_token, int64_t tokens,
                            double temperature, uint64_t seed);

}  // namespace llmsys
