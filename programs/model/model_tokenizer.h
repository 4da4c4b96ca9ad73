/// @file
/// The tokenizer of a model, whatever kind it is.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/model_files.h"

namespace llmsys {

/// Text to ids, and ids to bytes. One for each thread.
class ModelTokenizer {
 public:
  /// @param tokens  by id, the bytes that people are shown: "" for a special token
  explicit ModelTokenizer(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}
  virtual ~ModelTokenizer() = default;
  ModelTokenizer(const ModelTokenizer&) = delete;
  ModelTokenizer& operator=(const ModelTokenizer&) = delete;

  /// The ids of a text, in which special tokens such as "<|im_end|>" count; begin() is not added.
  virtual std::vector<int64_t> encode(std::string_view text) = 0;
  /// The ids of a text of a stranger: "<|im_end|>" is ten characters like any others.
  virtual std::vector<int64_t> encode_as_text(std::string_view text) = 0;
  /// The id of a special token; none if there is no such one.
  [[nodiscard]] virtual std::optional<int64_t> special(std::string_view token) const = 0;

  /// Tokens by id, as the constructor says: for lab05::StreamDecoder.
  [[nodiscard]] const std::vector<std::string>& tokens() const { return tokens_; }
  /// How many there are.
  [[nodiscard]] int64_t size() const { return static_cast<int64_t>(tokens_.size()); }

  /// What the model wants before every text: one id, or none.
  [[nodiscard]] const std::vector<int64_t>& begin() const { return begin_; }
  /// Sets it.
  void set_begin(std::vector<int64_t> ids) { begin_ = std::move(ids); }
  /// The Jinja text that lays out a dialogue; "" if the model came without.
  [[nodiscard]] const std::string& chat_template() const { return chat_template_; }
  /// Sets it.
  void set_chat_template(std::string text) { chat_template_ = std::move(text); }

 private:
  std::vector<std::string> tokens_;
  std::vector<int64_t> begin_;
  std::string chat_template_;
};

/// Reads the vocabulary that a model came with; null if it came without.
/// @throws IoError naming the file and what is wrong, or not supported
std::unique_ptr<ModelTokenizer> load_tokenizer(const TokenizerPlace& place, int64_t vocabulary);

/// Holds a tokenizer and a model's table against each other. The table may be padded with rows that no token has, at most
/// a sixteenth of it and 1,024: as many as anybody pads.
/// @param where  the model, for the message
/// @throws IoError with both sizes
void check_vocabulary(const ModelTokenizer& tokenizer, int64_t vocabulary, const std::string& where);

}  // namespace llmsys
