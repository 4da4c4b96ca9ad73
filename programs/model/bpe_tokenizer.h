/// @file
/// Byte-level BPE, by lab 05, as a model's tokenizer.
#pragma once
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/model/model_tokenizer.h"

namespace llmsys {

/// GPT-2's, Llama 3's, SmolLM2's, and those that lab 05 trains.
class BpeTokenizer final : public ModelTokenizer {
 public:
  /// @throws ValueError as lab05::Tokenizer
  explicit BpeTokenizer(BpeVocabulary vocabulary);

  std::vector<int64_t> encode(std::string_view text) override { return tokenizer_.encode(text); }
  std::vector<int64_t> encode_as_text(std::string_view text) override { return tokenizer_.encode_as_text(text); }
  [[nodiscard]] std::optional<int64_t> special(std::string_view token) const override;

 private:
  lab05::Tokenizer tokenizer_;
};

}  // namespace llmsys
