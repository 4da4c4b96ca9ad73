/// @file
/// Task 4.1: what a model costs, before it exists: parameters, FLOPs, and how well a machine is used.
#pragma once
#include <cstdint>

#include "framework/io/model_config.h"

namespace llmsys::lab04 {

/// Numbers that a model of this config learns. A tied head counts once.
///
/// GPT-2: token table (V,C), position table (T,C); each block: two LayerNorms, 2C each; one matrix for q, k and v (C,3C), the
/// output's (C,C), two of the feed-forward part (C,F) and (F,C), all with biases; a last LayerNorm.
/// Llama: token table (V,C); each block: two RMSNorms, C each; q (C,HD), k and v (C,GD), output (HD,C), gate and up (C,F), down
/// (F,C), no biases; a last RMSNorm; a head (V,C) unless tied.
int64_t count_parameters(const ModelConfig& config);

/// FLOPs of a training step for one token at position-averaged cost, forward and backward: multiplications and additions of
/// matrix products only, as papers count. A product of (M,K) by (K,N) is 2MKN forward, twice that backward. Attention is
/// counted in full, T queries by T keys, as if the mask saved nothing; looking up the table costs nothing, the head does.
/// Chowdhery et al. 2022, "PaLM", arXiv:2204.02311, appendix B.
/// @param tokens  T, length of the sequences
double training_flops_per_token(const ModelConfig& config, int64_t tokens);

/// Model FLOPs utilisation: the part of a machine's peak that the training's products take. PaLM, appendix B.
/// @param tokens_per_second  measured   @param tokens  T    @param peak  FLOPs a second that the machine can do at best
double model_flops_utilization(double tokens_per_second, const ModelConfig& config, int64_t tokens, double peak);

}  // namespace llmsys::lab04
