/// @file
/// Task 4.0: three predictions, made before the code exists and compared with models and ledgers afterwards.
#pragma once
#include <cstdint>

namespace llmsys::lab04 {

/// Parameters of one block of a Llama, its two norms too. No matrix has a bias.
/// @param C  width    @param H  heads of queries, each C / H wide    @param G  heads of keys and values, each as wide
/// @param F  width inside the feed-forward part, which has three matrices
int64_t predict_block_parameters(int64_t C, int64_t H, int64_t G, int64_t F);

/// FLOPs of the matrix products of causal attention, forward: queries (B,H,T,D) meet as many keys, and what comes out
/// picks among the values. Plain attention computes every score and masks half of them afterwards.
int64_t predict_attention_flops(int64_t B, int64_t H, int64_t T, int64_t D);

/// Bytes that plain attention keeps for its backward pass from the scores (B,H,T,T) on, f32: a mask is added, softmax makes
/// probabilities, and these are multiplied by v. The values v are kept anyway and do not count.
int64_t predict_probability_bytes(int64_t B, int64_t H, int64_t T);

}  // namespace llmsys::lab04
