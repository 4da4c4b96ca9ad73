/// @file
/// What a model is worth: its loss on text it has not seen, and text of its own.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "framework/data/char_tokenizer.h"
#include "framework/nn/module.h"

namespace llmsys {

/// The mean negative log-likelihood, in nats per character, of each character that has `context` others before it.
/// Nothing is recorded. @param tokens  at least context + 1
double mean_loss(Module& model, std::span<const int64_t> tokens, int64_t context);

/// Text that the model writes, one character after another from softmax(logits / temperature).
/// @param prompt       at least `context` tokens; not part of the result
/// @param temperature  > 0; below 1 prefers what is likely
std::string sample_text(Module& model, const CharTokenizer& tokenizer, std::span<const int64_t> prompt, int64_t context,
                        int64_t characters, double temperature, uint64_t seed);

}  // namespace llmsys
