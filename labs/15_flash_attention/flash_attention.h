/// @file
/// Causal attention that never holds the matrix of probabilities. Dao et al. 2022, "FlashAttention", arXiv:2205.14135,
/// algorithms 1 and 4; the softmax in pieces: Milakov & Gimelshein 2018, arXiv:1805.02867, algorithm 3.
#pragma once
#include "framework/tensor/registry.h"

namespace llmsys::lab15 {

/// Makes this lab's kernels serve f32 on Device::cpu, under the keys of lab 04: kAttention, kAttentionVjp.
void register_lab15(Registry& registry);

}  // namespace llmsys::lab15
