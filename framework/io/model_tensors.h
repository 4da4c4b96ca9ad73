/// @file
/// The tensors that a model of a given config consists of: names and shapes as `transformers` has them.
///
/// A Linear layer's matrix is (out,in) in a Llama; GPT-2's Conv1D has it the other way round, (in,out).
#pragma once
#include <string>
#include <vector>

#include "framework/io/model_config.h"
#include "framework/tensor/shape.h"

namespace llmsys {

/// A tensor without its numbers.
struct TensorSpec {
  std::string name;                                    ///< as in "model.layers.0.self_attn.q_proj.weight"
  Shape shape;                                         ///< row-major
  bool operator==(const TensorSpec&) const = default;  ///< Memberwise.
};

/// All tensors of a model, in the order of its computation; "lm_head.weight" only if it is not tied.
/// @throws ValueError as check(config), or if it has more than 10,000 layers
std::vector<TensorSpec> model_tensors(const ModelConfig& config);

/// The name that model_tensors() uses: files of GPT-2 may lack "transformer." in front, those of a Llama "model.".
std::string canonical_name(ModelFamily family, const std::string& name);

/// Whether a tensor of that canonical name is a table that is computed again and not a weight: GPT-2's causal masks
/// "attn.bias" and "attn.masked_bias", a Llama's "rotary_emb.inv_freq".
bool is_buffer(ModelFamily family, const std::string& name);

/// Compares what there is with what a model of this config needs. Names may lack their prefix; buffers do not count, nor
/// does a head that is tied anyway.
/// @param where  the file or folder, for the message
/// @throws IoError that names *every* tensor that is missing, not wanted, or of another shape, with what was needed;
/// layers that share a problem are named together: "model.layers.{0-11,13}.mlp.up_proj.weight"
void check_tensors(const ModelConfig& config, const std::vector<TensorSpec>& found, const std::string& where);

}  // namespace llmsys
