/// @file
/// Challenge 4.10: GPT-2. Radford et al. 2019, "Language models are unsupervised multitask learners", section 2.3.
///
/// A module's registered names are Hugging Face's: "transformer.h.0.attn.c_attn.weight".
#pragma once
#include <cstdint>

#include "framework/io/model_config.h"
#include "framework/nn/module_list.h"
#include "labs/04_transformer/key_values.h"
#include "labs/04_transformer/layers.h"

namespace llmsys {

/// Causal self-attention; positions came in with the tokens.
class Gpt2Attention final : public Module {
 public:
  /// @param layer  its number, from 0
  Gpt2Attention(const ModelConfig& config, int64_t layer, Rng& rng);
  /// (B,T,C) -> (B,T,C), with the hooks of a module.
  Tensor operator()(const Tensor& x, KeyValues& key_values);

 private:
  /// Challenge 4.10: one product makes q, k and v, side by side.
  Tensor attend(const Tensor& x, KeyValues& key_values);

  int64_t layer_, heads_;
  Conv1d c_attn_, c_proj_;
};

/// The feed-forward part.
class Gpt2Mlp final : public Module {
 public:
  /// Of these sizes.
  Gpt2Mlp(const ModelConfig& config, Rng& rng);

 protected:
  /// Challenge 4.10: projection(gelu(expansion(x))).
  Tensor forward(const Tensor& x) override;

 private:
  Conv1d c_fc_, c_proj_;
};

/// One block.
class Gpt2Block final : public Module {
 public:
  /// @param layer  its number, from 0
  Gpt2Block(const ModelConfig& config, int64_t layer, Rng& rng);
  /// (B,T,C) -> (B,T,C), with the hooks of a module.
  Tensor operator()(const Tensor& x, KeyValues& key_values);

 private:
  /// Challenge 4.10: x = x + attention(norm(x));  x = x + mlp(norm(x)).
  Tensor run(const Tensor& x, KeyValues& key_values);

  LayerNorm ln_1_;
  Gpt2Attention attn_;
  LayerNorm ln_2_;
  Gpt2Mlp mlp_;
};

/// What Hugging Face calls `transformer`: everything but the head.
class Gpt2Body final : public Module {
 public:
  /// Tables, blocks, last norm.
  Gpt2Body(const ModelConfig& config, Rng& rng);
  /// Challenge 4.10: adds a token's row and its position's, runs the blocks, normalises.
  /// @param tokens  (B,T) i64   @return (B,T,C)
  Tensor run(const Tensor& tokens, KeyValues& key_values);
  /// (V,C)
  [[nodiscard]] const Tensor& table() const { return wte_.weight(); }

 private:
  Embedding wte_, wpe_;
  ModuleList<Gpt2Block> h_;
  LayerNorm ln_f_;
};

/// The model.
class Gpt2 final : public Module {
 public:
  /// @throws ValueError for a config that cannot be, or is not GPT-2's
  Gpt2(const ModelConfig& config, Rng& rng);
  /// (B,T) i64 -> (B,T,V): logits of whole sequences, or of what comes next to a cache.
  /// @throws IndexError if a position is beyond the table
  Tensor logits(const Tensor& tokens, KeyValues& key_values);
  /// What it was made of.
  [[nodiscard]] const ModelConfig& config() const { return config_; }

 protected:
  /// (B,T) i64 -> (B,T,V): logits of whole sequences.
  Tensor forward(const Tensor& tokens) override;

 private:
  ModelConfig config_;
  Gpt2Body transformer_;
  Linear lm_head_;  // its weight is the embedding's table if tied
};

}  // namespace llmsys
