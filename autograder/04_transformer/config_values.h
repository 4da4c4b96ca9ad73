/// @file
/// A model's config as it crosses the border between judge and worker.
#pragma once
#include "autograder/protocol/values.h"
#include "framework/io/model_config.h"

namespace llmsys::lab04 {

/// As a map.
inline Values to_values(const ModelConfig& c) {
  return {{"gpt2", c.family == ModelFamily::gpt2},
          {"vocabulary", c.vocabulary},
          {"context", c.context},
          {"layers", c.layers},
          {"width", c.width},
          {"heads", c.heads},
          {"kv_heads", c.kv_heads},
          {"head_size", c.head_size},
          {"ffn", c.ffn},
          {"norm_eps", c.norm_eps},
          {"rope_theta", c.rope_theta},
          {"tied", c.tied}};
}

/// The inverse.
inline ModelConfig to_config(const Values& in) {
  ModelConfig c;
  c.family = in["gpt2"].boolean() ? ModelFamily::gpt2 : ModelFamily::llama;
  c.vocabulary = in["vocabulary"].integer();
  c.context = in["context"].integer();
  c.layers = in["layers"].integer();
  c.width = in["width"].integer();
  c.heads = in["heads"].integer();
  c.kv_heads = in["kv_heads"].integer();
  c.head_size = in["head_size"].integer();
  c.ffn = in["ffn"].integer();
  c.norm_eps = in["norm_eps"].number();
  c.rope_theta = in["rope_theta"].number();
  c.tied = in["tied"].boolean();
  return c;
}

}  // namespace llmsys::lab04
