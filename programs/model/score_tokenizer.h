/// @file
/// SentencePiece's BPE, as model files of Llama 2 and llama2.c hold it: tokens with scores instead of merges.
/// Kudo & Richardson 2018, arXiv:1808.06226; Sennrich et al. 2016, arXiv:1508.07909.
#pragma once
#include <array>
#include <unordered_map>

#include "framework/io/tokenizer_data.h"
#include "programs/model/model_tokenizer.h"

namespace llmsys {

/// Encodes a whole text as one word: it begins as its characters, and while two neighbours together are a token, the two
/// whose token has the highest score become one; of several with that score the leftmost. A character that is no token
/// becomes its bytes. O(n log n) steps for n bytes.
class ScoreTokenizer final : public ModelTokenizer {
 public:
  /// @throws IoError if the data are of another kind ("llama" and "llama2.c" are these), scores are missing or no
  /// numbers, or a byte has no token
  explicit ScoreTokenizer(const TokenizerData& data);

  std::vector<int64_t> encode(std::string_view text) override;
  std::vector<int64_t> encode_as_text(std::string_view text) override;
  [[nodiscard]] std::optional<int64_t> special(std::string_view token) const override;

 private:
  void add_token(const TokenizerData& data, int64_t id);
  [[nodiscard]] std::vector<int64_t> first_ids(std::string_view text) const;

  bool space_prefix_;
  std::vector<float> scores_;                         // by id
  std::vector<std::string> texts_;                    // by id, with blanks as they are
  std::unordered_map<std::string, int64_t> ids_;      // of texts_, but for special tokens and bytes
  std::unordered_map<std::string, int64_t> special_;  // of control tokens, as the file has them
  std::array<int64_t, 256> byte_ids_{};               // -1 if a byte has none
};

}  // namespace llmsys
