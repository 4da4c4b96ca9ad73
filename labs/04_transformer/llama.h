/// @file
/// Tasks 4.7 and 4.8: the Llama model. Touvron et al. 2023, arXiv:2302.13971, section 2.2.
///
/// A module's registered names are Hugging Face's: "model.layers.0.self_attn.q_proj.weight".
#pragma once
#include <cstdint>

#include "framework/io/model_config.h"
#include "framework/nn/module_list.h"
#include "labs/04_transformer/key_values.h"
#include "labs/04_transformer/layers.h"
#include "labs/04_transformer/rope.h"

namespace llmsys {

/// What goes through all blocks unchanged when tokens go through the model once.
struct Pass {
  lab04::RopeTable table;  ///< angles of the tokens' positions
  KeyValues& key_values;   ///< what queries meet
};

/// Causal self-attention with rotary positions.
class LlamaAttention final : public Module {
 public:
  /// Weights from a normal distribution.  @param layer  its number, from 0
  LlamaAttention(const ModelConfig& config, int64_t layer, Rng& rng);
  /// (B,T,C) -> (B,T,C), with the hooks of a module.
  Tensor operator()(const Tensor& x, const Pass& pass);

 private:
  /// Task 4.7: projects x to q, k and v, splits them into heads, turns q and k, lets them meet, merges, projects.
  Tensor attend(const Tensor& x, const Pass& pass);

  int64_t layer_, heads_, kv_heads_;
  Linear q_proj_, k_proj_, v_proj_, o_proj_;
};

/// The feed-forward part.
class LlamaMlp final : public Module {
 public:
  /// As LlamaAttention's.
  LlamaMlp(const ModelConfig& config, Rng& rng);

 protected:
  /// Task 4.7: down(swiglu(gate(x), up(x))).
  Tensor forward(const Tensor& x) override;

 private:
  Linear gate_proj_, up_proj_, down_proj_;
};

/// One block.
class LlamaBlock final : public Module {
 public:
  /// As LlamaAttention's.
  LlamaBlock(const ModelConfig& config, int64_t layer, Rng& rng);
  /// (B,T,C) -> (B,T,C), with the hooks of a module.
  Tensor operator()(const Tensor& x, const Pass& pass);

 private:
  /// Task 4.7: x = x + attention(norm(x));  x = x + mlp(norm(x)).
  Tensor run(const Tensor& x, const Pass& pass);

  LlamaAttention self_attn_;
  LlamaMlp mlp_;
  RmsNorm input_layernorm_, post_attention_layernorm_;
};

/// What Hugging Face calls `model`: everything but the head.
class LlamaBody final : public Module {
 public:
  /// Table, blocks, last norm.
  LlamaBody(const ModelConfig& config, Rng& rng);
  /// Task 4.8: embeds, makes the angles once, runs the blocks, normalises.
  /// @param tokens  (B,T) i64   @return (B,T,C)
  Tensor run(const Tensor& tokens, KeyValues& key_values);
  /// (V,C)
  [[nodiscard]] const Tensor& table() const { return embed_tokens_.weight(); }

 private:
  ModelConfig config_;
  Embedding embed_tokens_;
  ModuleList<LlamaBlock> layers_;
  RmsNorm norm_;
};

/// The model.
class Llama final : public Module {
 public:
  /// @throws ValueError for a config that cannot be, or is not a Llama's
  Llama(const ModelConfig& config, Rng& rng);
  /// Task 4.8: logits of whole sequences, or of what comes next to a cache.
  /// @param tokens  (B,T) i64   @return (B,T,V)
  Tensor logits(const Tensor& tokens, KeyValues& key_values);
  /// What it was made of.
  [[nodiscard]] const ModelConfig& config() const { return config_; }

 protected:
  /// (B,T) i64 -> (B,T,V): logits of whole sequences.
  Tensor forward(const Tensor& tokens) override;

 private:
  ModelConfig config_;
  LlamaBody model_;
  Linear lm_head_;  // its weight is the embedding's table if tied
};

}  // namespace llmsys
