#include "framework/io/model_tensors.h"

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr int64_t kMostLayers = 10'000;  // of a config that may lie; published models have a thousand at most

void append(std::vector<TensorSpec>& out, const std::string& front, const std::vector<TensorSpec>& specs) {
  for (const TensorSpec& spec : specs) out.push_back({front + spec.name, spec.shape});
}

std::vector<TensorSpec> llama_layer(const ModelConfig& c) {
  const int64_t C = c.width, F = c.ffn, Q = c.heads * c.head_size, K = c.kv_heads * c.head_size;
  return {{"input_layernorm.weight", {C}},     {"self_attn.q_proj.weight", {Q, C}},
          {"self_attn.k_proj.weight", {K, C}}, {"self_attn.v_proj.weight", {K, C}},
          {"self_attn.o_proj.weight", {C, Q}}, {"post_attention_layernorm.weight", {C}},
          {"mlp.gate_proj.weight", {F, C}},    {"mlp.up_proj.weight", {F, C}},
          {"mlp.down_proj.weight", {C, F}}};
}

std::vector<TensorSpec> gpt2_layer(const ModelConfig& c) {
  const int64_t C = c.width, F = c.ffn;
  return {{"ln_1.weight", {C}},
          {"ln_1.bias", {C}},
          {"attn.c_attn.weight", {C, 3 * C}},  // Conv1D: (in,out), here and below
          {"attn.c_attn.bias", {3 * C}},
          {"attn.c_proj.weight", {C, C}},
          {"attn.c_proj.bias", {C}},
          {"ln_2.weight", {C}},
          {"ln_2.bias", {C}},
          {"mlp.c_fc.weight", {C, F}},
          {"mlp.c_fc.bias", {F}},
          {"mlp.c_proj.weight", {F, C}},
          {"mlp.c_proj.bias", {C}}};
}

std::vector<TensorSpec> all_tensors(const ModelConfig& c) {
  const bool llama = c.family == ModelFamily::llama;
  std::vector<TensorSpec> out;
  if (llama)
    append(out, "model.", {{"embed_tokens.weight", {c.vocabulary, c.width}}});
  else
    append(out, "transformer.", {{"wte.weight", {c.vocabulary, c.width}}, {"wpe.weight", {c.context, c.width}}});
  const std::vector<TensorSpec> layer = llama ? llama_layer(c) : gpt2_layer(c);
  for (int64_t i = 0; i < c.layers; ++i) append(out, text(llama ? "model.layers." : "transformer.h.", i, "."), layer);
  if (llama)
    append(out, "model.", {{"norm.weight", {c.width}}});
  else
    append(out, "transformer.", {{"ln_f.weight", {c.width}}, {"ln_f.bias", {c.width}}});
  if (!c.tied) out.push_back({"lm_head.weight", {c.vocabulary, c.width}});
  return out;
}

}  // namespace

std::vector<TensorSpec> model_tensors(const ModelConfig& config) {
  check(config);
  LLMSYS_CHECK(ValueError, config.layers <= kMostLayers, "[model_tensors] a model may have ", kMostLayers,
               " layers, this config has ", config.layers);
  try {
    return all_tensors(config);
  } catch (const ShapeError& error) {  // more elements than an int64 counts
    throw ValueError(text("[model_tensors] sizes that no model has: ", error.what()));
  }
}

std::string canonical_name(ModelFamily family, const std::string& name) {
  const std::string front = family == ModelFamily::llama ? "model." : "transformer.";
  const bool full = name.starts_with(front) || name.starts_with("lm_head.");
  return full ? name : front + name;
}

bool is_buffer(ModelFamily family, const std::string& name) {
  if (family == ModelFamily::llama) return name.ends_with(".rotary_emb.inv_freq");
  return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias");
}

}  // namespace llmsys
