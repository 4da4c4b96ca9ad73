#include "framework/base/error.h"
#include "framework/io/detail/messages.h"
#include "framework/io/gguf_model.h"

namespace llmsys {
namespace {

// The metadata keys of one architecture: "llama.block_count" is ("block_count").
class Keys {
 public:
  Keys(const GgufFile& file, const std::string& architecture)
      : metadata_(file.metadata()), path_(file.path()), front_(architecture + ".") {}

  [[nodiscard]] int64_t integer(const std::string& key) const { return metadata_.integer(front_ + key); }
  [[nodiscard]] int64_t integer(const std::string& key, int64_t otherwise) const {
    return metadata_.integer(front_ + key, otherwise);
  }
  [[nodiscard]] double real(const std::string& key) const { return metadata_.real(front_ + key); }
  [[nodiscard]] double real(const std::string& key, double otherwise) const {
    return metadata_.real(front_ + key, otherwise);
  }
  // Refuses another value than the only one that is computed here; absence means that one.
  template <class T>
  void expect(const std::string& key, const T& value, const T& only) const {
    LLMSYS_CHECK(IoError, value == only, path_, ": metadata '", front_, key, "' is ", value, ", but only ", only,
                 " is computed here");
  }
  void expect_integer(const std::string& key, int64_t only) const { expect(key, integer(key, only), only); }
  void expect_text(const std::string& key, const std::string& only) const {
    expect(key, detail::printable(metadata_.text(front_ + key, only)), only);
  }
  void expect_real(const std::string& key, double only) const { expect(key, real(key, only), only); }

 private:
  const GgufMetadata& metadata_;
  const std::string& path_;
  std::string front_;
};

void refuse_variants_of_llama(const Keys& keys, const GgufFile& file, int64_t head_size) {
  keys.expect_integer("expert_count", 0);
  keys.expect_text("rope.scaling.type", "none");
  keys.expect_real("rope.scaling.factor", 1);
  keys.expect_real("rope.scale_linear", 1);
  keys.expect_integer("rope.dimension_count", head_size);
  keys.expect_integer("attention.value_length", head_size);
  LLMSYS_CHECK(IoError, !file.contains("rope_freqs.weight"), file.path(),
               " has a tensor 'rope_freqs.weight': it scales rotary positions, which is not computed here");
}

// Rows of the embedding: a model may have more of them than its vocabulary has tokens.
int64_t vocabulary(const Keys& keys, const GgufFile& file) {
  const Shape& table = file.entry("token_embd.weight").shape;
  return keys.integer("vocab_size", table.size() > 0 ? table[0] : 0);
}

ModelConfig config_of(const GgufFile& file, ModelFamily family) {
  const Keys keys(file, std::string(to_text(family)));
  ModelConfig out;
  out.family = family;
  out.vocabulary = vocabulary(keys, file);
  out.context = keys.integer("context_length");
  out.layers = keys.integer("block_count");
  out.width = keys.integer("embedding_length");
  out.heads = keys.integer("attention.head_count");
  out.kv_heads = keys.integer("attention.head_count_kv", out.heads);
  out.head_size = keys.integer("attention.key_length", out.heads > 0 ? out.width / out.heads : 0);
  out.ffn = keys.integer("feed_forward_length");
  if (family == ModelFamily::llama) {
    refuse_variants_of_llama(keys, file, out.head_size);
    out.norm_eps = keys.real("attention.layer_norm_rms_epsilon");
    out.rope_theta = keys.real("rope.freq_base", 10000);
  } else {
    out.norm_eps = keys.real("attention.layer_norm_epsilon");
  }
  out.tied = !file.contains("output.weight");
  for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
    const int64_t id = file.metadata().integer(key, -1);
    if (id >= 0 && (out.end_tokens.empty() || out.end_tokens[0] != id)) out.end_tokens.push_back(id);
  }
  return out;
}

}  // namespace

ModelConfig gguf_config(const GgufFile& file) {
  const std::string architecture = file.metadata().text("general.architecture");
  LLMSYS_CHECK(IoError, architecture == "llama" || architecture == "gpt2", file.path(), ": general.architecture is '",
               detail::printable(architecture), "', but only 'llama' and 'gpt2' are computed here");
  const ModelConfig out = config_of(file, architecture == "llama" ? ModelFamily::llama : ModelFamily::gpt2);
  try {
    check(out);
  } catch (const ValueError& error) {
    throw IoError(text(file.path(), ": ", error.what()));
  }
  return out;
}

}  // namespace llmsys
