/// @file
/// Byte-level BPE, by lab 05, as a model's tokenizer.
#pragma once
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/model/model_tokenizer.h"

namespace llmsys {

/// GPT-2's, Llama 3's, SmolLM2's, and those that lab 05 trains. Some lack bytes that no text they saw had, such as 0x04 in
/// SmolLM2's: a text with one is refused.
class BpeTokenizer final : public ModelTokenizer {
 public:
  /// @throws ValueError as lab05::Tokenizer
  explicit BpeTokenizer(const BpeVocabulary& vocabulary);

  /// @throws ValueError naming a byte of the text that has no token
  std::vector<int64_t> encode(std::string_view text) override { return known(tokenizer_.encode(text)); }
  /// As above.
  std::vector<int64_t> encode_as_text(std::string_view text) override { return known(tokenizer_.encode_as_text(text)); }
  [[nodiscard]] std::optional<int64_t> special(std::string_view token) const override;

 private:
  [[nodiscard]] std::vector<int64_t> known(std::vector<int64_t> ids) const;

  lab05::Tokenizer tokenizer_;  // bytes that the vocabulary lacks have ids from size() on
};

}  // namespace llmsys
