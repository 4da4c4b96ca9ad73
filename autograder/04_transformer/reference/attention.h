/// @file
/// Right answers to task 4.4, and the same done wrong in one way. In float64, one score at a time.
#pragma once
#include "autograder/04_transformer/reference/array.h"

namespace llmsys::lab04::reference {

/// What can go wrong in attention.
enum class AttentionMistake {
  none,
  unmasked,            ///< all keys are seen
  sees_next,           ///< the mask begins one too late
  blind_to_itself,     ///< the mask begins one too early: the first query sees nothing
  from_the_start,      ///< query i sees keys j <= i although S > T
  unscaled,            ///< no division by sqrt(D)
  scaled_by_width,     ///< sqrt(H*D)
  scaled_twice,        ///< D, not its root
  over_queries,        ///< the softmax runs over queries
  masked_by_zero,      ///< masked scores are 0, not -infinity
  masked_late,         ///< the softmax runs over all keys, probabilities are masked
  groups_interleaved,  ///< query head h reads head h mod G of keys and values
  first_group_only,    ///< all read head 0
};

/// (B,H,T,D) from q (B,H,T,D), k and v (B,G,S,D).
Array attention(const Array& q, const Array& k, const Array& v, AttentionMistake mistake = AttentionMistake::none);

/// (T,S): 0 where a query may look, -infinity where not.
Array causal_mask(int64_t queries, int64_t keys, AttentionMistake mistake = AttentionMistake::none);

/// (B,T,H*D) -> (B,H,T,D), or, done wrong, its numbers read in another order.
Array split_heads(const Array& x, int64_t heads, bool only_reshaped = false);
/// The way back.
Array merge_heads(const Array& x);

}  // namespace llmsys::lab04::reference
