// Given: what GPT-2 consists of; what it computes is a challenge.
#include "labs/04_transformer/gpt2.h"

#include "labs/04_transformer/first_weights.h"

namespace llmsys {

using lab04::checked;
using lab04::first_weights;
using lab04::kDeviation;
using lab04::residual_deviation;

Gpt2Attention::Gpt2Attention(const ModelConfig& c, int64_t layer, Rng& rng)
    : Module("Gpt2Attention"),
      layer_(layer),
      heads_(c.heads),
      c_attn_(c.width, 3 * c.width, kDeviation, rng),
      c_proj_(c.width, c.width, residual_deviation(c), rng) {
  register_module("c_attn", c_attn_);
  register_module("c_proj", c_proj_);
}

Tensor Gpt2Attention::operator()(const Tensor& x, KeyValues& key_values) {
  return with_hooks({x}, [&](const Tensors& in) { return Tensors{attend(in[0], key_values)}; })[0];
}

Gpt2Mlp::Gpt2Mlp(const ModelConfig& c, Rng& rng)
    : Module("Gpt2Mlp"), c_fc_(c.width, c.ffn, kDeviation, rng), c_proj_(c.ffn, c.width, residual_deviation(c), rng) {
  register_module("c_fc", c_fc_);
  register_module("c_proj", c_proj_);
}

Gpt2Block::Gpt2Block(const ModelConfig& c, int64_t layer, Rng& rng)
    : Module("Gpt2Block"), ln_1_(c.width, c.norm_eps), attn_(c, layer, rng), ln_2_(c.width, c.norm_eps), mlp_(c, rng) {
  register_module("ln_1", ln_1_);
  register_module("attn", attn_);
  register_module("ln_2", ln_2_);
  register_module("mlp", mlp_);
}

Tensor Gpt2Block::operator()(const Tensor& x, KeyValues& key_values) {
  return with_hooks({x}, [&](const Tensors& in) { return Tensors{run(in[0], key_values)}; })[0];
}

Gpt2Body::Gpt2Body(const ModelConfig& c, Rng& rng)
    : Module("Gpt2Body"),
      wte_(c.vocabulary, c.width, kDeviation, rng),
      wpe_(c.context, c.width, kDeviation, rng),
      ln_f_(c.width, c.norm_eps) {
  register_module("wte", wte_);
  register_module("wpe", wpe_);
  register_module("h", h_);
  for (int64_t layer = 0; layer < c.layers; ++layer) h_.emplace_back(c, layer, rng);
  register_module("ln_f", ln_f_);
}

Gpt2::Gpt2(const ModelConfig& config, Rng& rng)
    : Module("Gpt2"),
      config_(checked(config, ModelFamily::gpt2, "Gpt2")),
      transformer_(config, rng),
      lm_head_(config.tied ? transformer_.table() : first_weights({config.vocabulary, config.width}, kDeviation, rng)) {
  register_module("transformer", transformer_);
  register_module("lm_head", lm_head_);
}

Tensor Gpt2::forward(const Tensor& tokens) {
  KeyValues whole;
  return logits(tokens, whole);
}

}  // namespace llmsys
