/// @file
/// Right answers to tasks 4.7, 4.8 and 4.10: models in float64, without any graph, and the same done wrong in one way.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "autograder/04_transformer/reference/array.h"
#include "framework/io/model_config.h"

namespace llmsys::lab04::reference {

/// Weights by name.
using Weights = std::map<std::string, Array>;

/// What can go wrong in a model, or in a part of one.
enum class ModelMistake {
  none,
  // Llama's attention
  keys_not_turned,  ///< rope on q only
  values_turned,    ///< rope on v, too
  not_turned,       ///< no rope at all
  // feed-forward
  gates_exchanged,  ///< gate and up
  // a block
  norm_after,         ///< x + norm(f(x))
  normed_stream,      ///< norm(x) + f(norm(x))
  no_residual,        ///< f(norm(x))
  second_from_input,  ///< the second part adds to the block's input
  norms_exchanged,    ///< the two norms
  parallel,           ///< both parts read the block's input
  // a model
  last_norm_forgotten,  ///< the head reads the stream as it is
  one_block,            ///< only the first block
  positions_forgotten,  ///< GPT-2: no table of positions
  // GPT-2
  values_first,  ///< v, k, q in c_attn's result
};

/// LlamaMlp of x (B,T,C); names as "gate_proj.weight".
Array llama_mlp(const Array& x, const Weights& weights, ModelMistake mistake = ModelMistake::none);
/// LlamaAttention; names as "q_proj.weight".
Array llama_attention(const ModelConfig& config, const Array& x, const Weights& weights, int64_t start,
                      ModelMistake mistake = ModelMistake::none);
/// A block of either family; names as "mlp.gate_proj.weight".
Array block(const ModelConfig& config, const Array& x, const Weights& weights, int64_t start,
            ModelMistake mistake = ModelMistake::none);
/// Logits (B,T,V) of tokens (B,T), of either family; names as in a checkpoint.
Array logits(const ModelConfig& config, const std::vector<std::vector<int64_t>>& tokens, const Weights& weights,
             ModelMistake mistake = ModelMistake::none);

/// The weights whose names begin so, under what is left of their names.
Weights below(const Weights& weights, const std::string& prefix);

}  // namespace llmsys::lab04::reference
