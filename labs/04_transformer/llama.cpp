// Given: what a Llama model consists of; what it computes is yours.
#include "labs/04_transformer/llama.h"

#include <cmath>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys {
namespace {

constexpr double kDeviation = 0.02;  // of weights before training, as GPT-2 and Llama have it

// Matrices whose result is added to the residual stream: 2 L of them, so that their sum keeps its scale. Radford et al. 2019,
// section 2.3.
double residual_deviation(const ModelConfig& config) {
  return kDeviation / std::sqrt(2.0 * static_cast<double>(config.layers));
}

// Checked first: the parts are made before the constructor's body runs.
const ModelConfig& checked(const ModelConfig& config) {
  check(config);
  LLMSYS_CHECK(ValueError, config.family == ModelFamily::llama, "[Llama] the config is of a ", to_text(config.family),
               " model");
  return config;
}

}  // namespace

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
      config_(checked(config)),
      model_(config, rng),
      lm_head_(config.tied ? model_.table() : raw::mul(randn({config.vocabulary, config.width}, rng), kDeviation)) {
  register_module("model", model_);
  register_module("lm_head", lm_head_);
}

Tensor Llama::forward(const Tensor& tokens) {
  KeyValues whole;
  return logits(tokens, whole);
}

}  // namespace llmsys
