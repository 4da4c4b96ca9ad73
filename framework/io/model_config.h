/// @file
/// What a decoder-only transformer is, apart from its weights: config.json of Hugging Face, for GPT-2 and Llama.
///
/// Format: https://huggingface.co/docs/transformers, pages "GPT2Config" and "LlamaConfig".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// Which blocks a model is made of.
enum class ModelFamily : uint8_t {
  gpt2,  ///< LayerNorm, learned positions, GELU, biases. Radford et al. 2019
  llama  ///< RMSNorm, rotary positions, SwiGLU, grouped queries, no biases. Touvron et al. 2023, arXiv:2302.13971
};

/// "gpt2", "llama": what config.json calls model_type.
std::string_view to_text(ModelFamily family);

/// Sizes and choices of a model.
struct ModelConfig {
  ModelFamily family = ModelFamily::llama;  ///< which blocks
  int64_t vocabulary = 0;                   ///< V, tokens
  int64_t context = 0;                      ///< T, the most tokens it was made for
  int64_t layers = 0;                       ///< L, blocks
  int64_t width = 0;                        ///< C, numbers that stand for a token
  int64_t heads = 0;                        ///< H, of queries
  int64_t kv_heads = 0;                     ///< G, of keys and values: H for multi-head, 1 for multi-query attention
  int64_t head_size = 0;                    ///< D, usually C / H
  int64_t ffn = 0;                          ///< F, width inside the feed-forward part
  double norm_eps = 1e-5;                   ///< added to the variance, or to the mean square
  double rope_theta = 10000;                ///< base of the rotary angles; of no meaning for GPT-2
  bool tied = false;                        ///< the head is the embedding's table
  std::vector<int64_t> end_tokens;          ///< ids that end a text; may be empty

  /// All fields equal.
  bool operator==(const ModelConfig&) const = default;
};

/// @throws ValueError naming the field if a model of this config cannot be: a size below 1, heads that kv_heads does not
/// divide, an odd head_size for rotary positions, heads * head_size other than width for GPT-2
void check(const ModelConfig& config);

/// Reads config.json's text. What a key's absence means is what `transformers` means by it.
/// @param name  stands for the file in messages
/// @throws IoError if it is not JSON, if a key is missing or of the wrong type, if the model is of another type, or asks
/// for what this project does not compute (scaled rotary positions, other activations, biases in Llama), naming the key
ModelConfig parse_model_config(std::string_view json, const std::string& name);
/// As above, of a file.
ModelConfig read_model_config(const std::string& path);

/// config.json that `transformers` reads: AutoModelForCausalLM finds the class and its sizes in it.
std::string to_json(const ModelConfig& config);

}  // namespace llmsys
