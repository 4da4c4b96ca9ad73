/// @file
/// Given: the tokenizer as programs use it, made of your functions.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"
#include "labs/05_tokenizer/piece_cache.h"
#include "labs/05_tokenizer/stream.h"

namespace llmsys::lab05 {

/// Learns a vocabulary from a text: the 256 bytes, then merges until there are `size` tokens with the added ones, which
/// come last. On a text that offers fewer merges it is smaller.
/// @throws ValueError if `size` leaves no room for 256 bytes and the added tokens, or an added token is empty
BpeVocabulary train_bpe(std::string_view text, int64_t size, const std::vector<std::string>& added = {},
                        SplitRule split = SplitRule::gpt2);

/// Text to ids and back.
/// @code
///   Tokenizer tokenizer(read_tokenizer_json("model/tokenizer.json"));
///   const std::vector<int64_t> ids = tokenizer.encode("Hello world");
///   tokenizer.decode(ids);  // "Hello world"
/// @endcode
/// One for each thread: encoding fills its cache.
class Tokenizer {
 public:
  /// @throws ValueError as BpeModel
  explicit Tokenizer(BpeVocabulary vocabulary) : model_(std::move(vocabulary)) {}

  /// V, the number of tokens.
  [[nodiscard]] int64_t size() const { return static_cast<int64_t>(model_.vocabulary().tokens.size()); }
  /// What it was made from, with its tables.
  [[nodiscard]] const BpeModel& model() const { return model_; }

  /// The ids of a text. Added tokens in it count: for text of strangers see encode_as_text().
  [[nodiscard]] std::vector<int64_t> encode(std::string_view text);
  /// The ids of a text in which "<|endoftext|>" is 13 characters like any others.
  [[nodiscard]] std::vector<int64_t> encode_as_text(std::string_view text);
  /// The bytes of all ids.  @throws IndexError
  [[nodiscard]] std::string decode(std::span<const int64_t> ids) const;

  /// The id of an added token.  @throws ValueError naming those there are
  [[nodiscard]] int64_t id_of_added(std::string_view text) const;

  /// To encode a text that comes in parts; this object must outlive it.
  [[nodiscard]] StreamEncoder stream_encoder() { return {model_, cache_}; }
  /// To decode id by id; this object must outlive it.
  [[nodiscard]] StreamDecoder stream_decoder() const { return StreamDecoder(model_.vocabulary().tokens); }

 private:
  BpeModel model_;
  PieceCache cache_;
};

}  // namespace llmsys::lab05
