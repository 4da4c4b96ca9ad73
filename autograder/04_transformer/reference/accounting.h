/// @file
/// Right answers to task 4.1, tensor by tensor, and the same done wrong in one way.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "framework/io/model_config.h"

namespace llmsys::lab04::reference {

/// Each parameter of a model under its name, and its shape.
std::map<std::string, std::vector<int64_t>> parameter_shapes(const ModelConfig& config);

/// The same of one Llama or GPT-2 block.
std::map<std::string, std::vector<int64_t>> block_shapes(const ModelConfig& config);

/// What can go wrong in counting.
enum class CountMistake {
  none,
  tied_twice,           ///< a tied head counts again
  head_forgotten,       ///< an untied head does not count
  gate_forgotten,       ///< two matrices in Llama's feed-forward part
  groups_forgotten,     ///< keys and values as wide as queries
  biases_forgotten,     ///< GPT-2 without
  positions_forgotten,  ///< GPT-2 without its position table
  last_norm_forgotten,  ///< the norm behind the blocks
  norms_forgotten,      ///< the norms in the blocks
};

/// Numbers that a model learns.
int64_t count_parameters(const ModelConfig& config, CountMistake mistake = CountMistake::none);

/// What can go wrong in counting FLOPs.
enum class FlopMistake {
  none,
  forward_only,         ///< 2 a weight, not 6
  backward_once,        ///< 4 a weight
  attention_forgotten,  ///< weights only
  attention_halved,     ///< only one of its two products, or half of the square
  head_forgotten,       ///< the product with the vocabulary
  table_counted,        ///< looking up as a product, too
  keys_for_queries,     ///< attention with G heads, not H
};

/// FLOPs of a training step for one token.
double training_flops_per_token(const ModelConfig& config, int64_t tokens, FlopMistake mistake = FlopMistake::none);

}  // namespace llmsys::lab04::reference
