#include "framework/base/error.h"
#include "framework/io/gguf_model.h"

namespace llmsys {
namespace {

std::string full(std::string_view key) { return text("tokenizer.ggml.", key); }

// A list with a value for each token, or none at all.
template <class T>
void check_length(const GgufFile& file, const std::string& key, const std::vector<T>& values, size_t tokens) {
  LLMSYS_CHECK(IoError, values.size() == tokens, file.path(), ": metadata '", full(key), "' has ", values.size(),
               " values for ", tokens, " tokens");
}

std::vector<TokenType> types(const GgufFile& file, size_t tokens) {
  std::vector<TokenType> out;
  if (!file.metadata().contains(full("token_type"))) return out;
  for (const int64_t type : file.metadata().integers(full("token_type"))) {
    LLMSYS_CHECK(IoError, type >= 0 && type <= static_cast<int64_t>(TokenType::byte), file.path(), ": metadata '",
                 full("token_type"), "' has ", type, " for token ", out.size(), ", want 0 to 6");
    out.push_back(static_cast<TokenType>(type));
  }
  check_length(file, "token_type", out, tokens);
  return out;
}

std::vector<float> scores(const GgufFile& file, size_t tokens) {
  if (!file.metadata().contains(full("scores"))) return {};
  std::vector<float> out = file.metadata().floats(full("scores"));
  check_length(file, "scores", out, tokens);
  return out;
}

std::optional<int64_t> token_id(const GgufFile& file, const std::string& key, size_t tokens) {
  if (!file.metadata().contains(full(key))) return std::nullopt;
  const int64_t id = file.metadata().integer(full(key));
  LLMSYS_CHECK(IoError, id >= 0 && static_cast<size_t>(id) < tokens, file.path(), ": metadata '", full(key), "' is ",
               id, ", but there are ", tokens, " tokens");
  return id;
}

}  // namespace

TokenizerData gguf_tokenizer(const GgufFile& file) {
  const GgufMetadata& metadata = file.metadata();
  TokenizerData out;
  out.model = metadata.text(full("model"));
  out.pre = metadata.text(full("pre"), "");
  out.tokens = metadata.texts(full("tokens"));
  const size_t tokens = out.tokens.size();
  if (metadata.contains(full("merges"))) out.merges = metadata.texts(full("merges"));
  out.scores = scores(file, tokens);
  out.types = types(file, tokens);
  out.begin_id = token_id(file, "bos_token_id", tokens);
  out.end_id = token_id(file, "eos_token_id", tokens);
  out.unknown_id = token_id(file, "unknown_token_id", tokens);
  out.padding_id = token_id(file, "padding_token_id", tokens);
  const bool sentence_piece = out.model == "llama";  // what absence means there
  out.add_begin = metadata.flag(full("add_bos_token"), sentence_piece);
  out.add_space_prefix = metadata.flag(full("add_space_prefix"), sentence_piece);
  out.chat_template = metadata.text("tokenizer.chat_template", "");
  return out;
}

}  // namespace llmsys
