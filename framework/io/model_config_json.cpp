// config.json <-> ModelConfig.
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/model_config.h"

namespace llmsys {
namespace {

using detail::JsonObject;

// An explicit null means that nothing ends a text; absence means the family's default.
std::vector<int64_t> end_tokens(const JsonObject& json, int64_t otherwise) {
  if (json.is_null("eos_token_id")) return {};
  return json.integers("eos_token_id", {otherwise});
}

// Keys whose value changes what a model computes, with the only value that is computed here.
void refuse_variants_of_llama(const JsonObject& json) {
  json.expect_text("hidden_act", "silu");
  json.expect_flag("attention_bias", false);
  json.expect_flag("mlp_bias", false);
  if (!json.contains("rope_scaling")) return;
  const JsonObject scaling = json.object("rope_scaling");
  scaling.expect_text(scaling.contains("rope_type") ? "rope_type" : "type", "default");
}

void refuse_variants_of_gpt2(const JsonObject& json) {
  json.expect_text("activation_function", "gelu_new");
  json.expect_flag("scale_attn_weights", true);
  json.expect_flag("scale_attn_by_inverse_layer_idx", false);
  json.expect_flag("add_cross_attention", false);
}

ModelConfig llama_config(const JsonObject& json) {
  refuse_variants_of_llama(json);
  ModelConfig out;
  out.family = ModelFamily::llama;
  out.vocabulary = json.integer("vocab_size");
  out.context = json.integer("max_position_embeddings", 2048);
  out.layers = json.integer("num_hidden_layers");
  out.width = json.integer("hidden_size");
  out.heads = json.integer("num_attention_heads");
  out.kv_heads = json.integer("num_key_value_heads", out.heads);
  out.head_size = json.integer("head_dim", out.heads > 0 ? out.width / out.heads : 0);
  out.ffn = json.integer("intermediate_size");
  out.norm_eps = json.real("rms_norm_eps", 1e-6);
  out.rope_theta = json.real("rope_theta", 10000);
  if (json.contains("rope_parameters")) {  // where transformers 5 writes it
    const JsonObject rope = json.object("rope_parameters");
    rope.expect_text("rope_type", "default");
    out.rope_theta = rope.real("rope_theta", out.rope_theta);
  }
  out.tied = json.flag("tie_word_embeddings", false);
  out.end_tokens = end_tokens(json, 2);
  return out;
}

ModelConfig gpt2_config(const JsonObject& json) {
  refuse_variants_of_gpt2(json);
  ModelConfig out;
  out.family = ModelFamily::gpt2;
  out.vocabulary = json.integer("vocab_size", 50257);
  out.context = json.integer(json.contains("n_positions") ? "n_positions" : "n_ctx", 1024);
  out.layers = json.integer("n_layer", 12);
  out.width = json.integer("n_embd", 768);
  out.heads = out.kv_heads = json.integer("n_head", 12);
  out.head_size = out.heads > 0 ? out.width / out.heads : 0;
  out.ffn = json.integer("n_inner", 4 * out.width);
  out.norm_eps = json.real("layer_norm_epsilon", 1e-5);
  out.tied = json.flag("tie_word_embeddings", true);
  out.end_tokens = end_tokens(json, 50256);
  return out;
}

nlohmann::ordered_json llama_json(const ModelConfig& c) {
  return {{"architectures", {"LlamaForCausalLM"}},
          {"model_type", "llama"},
          {"vocab_size", c.vocabulary},
          {"max_position_embeddings", c.context},
          {"num_hidden_layers", c.layers},
          {"hidden_size", c.width},
          {"num_attention_heads", c.heads},
          {"num_key_value_heads", c.kv_heads},
          {"head_dim", c.head_size},
          {"intermediate_size", c.ffn},
          {"hidden_act", "silu"},
          {"rms_norm_eps", c.norm_eps},
          {"rope_theta", c.rope_theta},
          {"tie_word_embeddings", c.tied},
          {"attention_bias", false},
          {"mlp_bias", false}};
}

nlohmann::ordered_json gpt2_json(const ModelConfig& c) {
  return {{"architectures", {"GPT2LMHeadModel"}},
          {"model_type", "gpt2"},
          {"vocab_size", c.vocabulary},
          {"n_positions", c.context},
          {"n_layer", c.layers},
          {"n_embd", c.width},
          {"n_head", c.heads},
          {"n_inner", c.ffn},
          {"activation_function", "gelu_new"},
          {"layer_norm_epsilon", c.norm_eps},
          {"tie_word_embeddings", c.tied}};
}

}  // namespace

ModelConfig parse_model_config(std::string_view json_text, const std::string& name) {
  const JsonObject json = JsonObject::parse(json_text, name);
  const std::string type = json.text("model_type");
  LLMSYS_CHECK(IoError, type == "llama" || type == "gpt2", name, ": model_type is '", type,
               "', but only 'llama' and 'gpt2' are computed here");
  ModelConfig out = type == "llama" ? llama_config(json) : gpt2_config(json);
  try {
    check(out);
  } catch (const ValueError& error) {
    throw IoError(text(name, ": ", error.what()));
  }
  return out;
}

ModelConfig read_model_config(const std::string& path) {
  return parse_model_config(detail::read_json_text(path), path);
}

std::string to_json(const ModelConfig& config) {
  check(config);
  nlohmann::ordered_json json = config.family == ModelFamily::llama ? llama_json(config) : gpt2_json(config);
  json["bos_token_id"] = nullptr;  // absence would mean 1, or 50256 for GPT-2, which a small vocabulary does not have
  if (config.end_tokens.size() == 1)
    json["eos_token_id"] = config.end_tokens[0];
  else
    json["eos_token_id"] =
        config.end_tokens.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(config.end_tokens);
  return json.dump(2) + "\n";
}

}  // namespace llmsys
