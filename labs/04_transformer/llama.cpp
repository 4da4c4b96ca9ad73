// Given: what a Llama model consists of; what it computes is yours.
#include "labs/04_transformer/llama.h"

#include "labs/04_transformer/first_weights.h"

namespace llmsys {

using lab04::checked;
using lab04::first_weights;
using lab04::kDeviation;
using lab04::residual_deviation;

LlamaAttention::LlamaAttention(const ModelConfig& c, int64_t layer, Rng& rng)
    : Module("LlamaAttention"),
      layer_(layer),
      heads_(c.heads),
      kv_heads_(c.kv_heads),
      q_proj_(c.width, c.heads * c.head_size, false, kDeviation, rng),
      k_proj_(c.width, c.kv_heads * c.head_size, false, kDeviation, rng),
      v_proj_(c.width, c.kv_heads * c.head_size, false, kDeviation, rng),
      o_proj_(c.heads * c.head_size, c.width, false, residual_deviation(c), rng) {
  register_module("q_proj", q_proj_);
  register_module("k_proj", k_proj_);
  register_module("v_proj", v_proj_);
  register_module("o_proj", o_proj_);
}

Tensor LlamaAttention::operator()(const Tensor& x, const Pass& pass) {
  return with_hooks({x}, [&](const Tensors& in) { return Tensors{attend(in[0], pass)}; })[0];
}

LlamaMlp::LlamaMlp(const ModelConfig& c, Rng& rng)
    : Module("LlamaMlp"),
      gate_proj_(c.width, c.ffn, false, kDeviation, rng),
      up_proj_(c.width, c.ffn, false, kDeviation, rng),
      down_proj_(c.ffn, c.width, false, residual_deviation(c), rng) {
  register_module("gate_proj", gate_proj_);
  register_module("up_proj", up_proj_);
  register_module("down_proj", down_proj_);
}

LlamaBlock::LlamaBlock(const ModelConfig& c, int64_t layer, Rng& rng)
    : Module("LlamaBlock"),
      self_attn_(c, layer, rng),
      mlp_(c, rng),
      input_layernorm_(c.width, c.norm_eps),
      post_attention_layernorm_(c.width, c.norm_eps) {
  register_module("self_attn", self_attn_);
  register_module("mlp", mlp_);
  register_module("input_layernorm", input_layernorm_);
  register_module("post_attention_layernorm", post_attention_layernorm_);
}

Tensor LlamaBlock::operator()(const Tensor& x, const Pass& pass) {
  return with_hooks({x}, [&](const Tensors& in) { return Tensors{run(in[0], pass)}; })[0];
}

LlamaBody::LlamaBody(const ModelConfig& config, Rng& rng)
    : Module("LlamaBody"),
      config_(config),
      embed_tokens_(config.vocabulary, config.width, kDeviation, rng),
      norm_(config.width, config.norm_eps) {
  register_module("embed_tokens", embed_tokens_);
  register_module("layers", layers_);
  for (int64_t layer = 0; layer < config.layers; ++layer) layers_.emplace_back(config, layer, rng);
  register_module("norm", norm_);
}

Llama::Llama(const ModelConfig& config, Rng& rng)
    : Module("Llama"),
      config_(checked(config, ModelFamily::llama, "Llama")),
      model_(config, rng),
      lm_head_(config.tied ? model_.table() : first_weights({config.vocabulary, config.width}, kDeviation, rng)) {
  register_module("model", model_);
  register_module("lm_head", lm_head_);
}

Tensor Llama::forward(const Tensor& tokens) {
  KeyValues whole;
  return logits(tokens, whole);
}

}  // namespace llmsys
