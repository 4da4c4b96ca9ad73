/// @file
/// Task 4.4: causal attention for grouped queries, from recorded operations: its gradient comes from lab 01.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// (B,T,H*D) -> (B,H,T,D): recorded views, nothing moves.
Tensor split_heads(const Tensor& x, int64_t heads);

/// (B,H,T,D) -> (B,T,H*D): the heads side by side again.
Tensor merge_heads(const Tensor& x);

/// What is added to scores (T,S): 0 where query i may look at key j, j <= i + S - T; -infinity where j is in its future. The T
/// queries are the last of the S positions.
Tensor causal_mask(int64_t queries, int64_t keys, DType dtype);

/// softmax(q k^T / sqrt(D) + mask) v. Vaswani et al. 2017, arXiv:1706.03762, eq. 1; several query heads share one of keys and
/// values, H/G of them in order: Ainslie et al. 2023, "GQA", arXiv:2305.13245, section 2.2. G = H is multi-head attention, G = 1
/// multi-query attention.
/// @param q  (B,H,T,D)   @param k,v  (B,G,S,D), S >= T
/// @return (B,H,T,D)
Tensor causal_attention(const Tensor& q, const Tensor& k, const Tensor& v);

}  // namespace llmsys::lab04
