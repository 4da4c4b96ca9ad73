/// @file
/// Challenge 4.11: the two layouts of rotary positions, and what a checkpoint needs to change from one to the other.
///
/// RoFormer, llama2.c and GGUF files of Llama turn neighbours, (x[2i], x[2i+1]): *pairs*. Hugging Face's models turn
/// (x[i], x[i + D/2]): *halves*, as task 4.3. Both are the same model if the rows of the projections of queries and keys lie in
/// the other order.
#pragma once
#include <cstdint>

#include "labs/04_transformer/rope.h"

namespace llmsys::lab04 {

/// Turns neighbours by the table's angles: y[2i] = x[2i] cos_i - x[2i+1] sin_i;  y[2i+1] = x[2i+1] cos_i + x[2i] sin_i.
/// @param x  (..,T,D)
Tensor rope_pairs_forward(const Tensor& x, const RopeTable& table);

/// The gradient: neighbours turned back.  @param dy  (..,T,D)
Tensor rope_pairs_vjp(const Tensor& dy, const RopeTable& table);

/// The projection of queries or keys for rope_forward(), from one that was trained with rope_pairs_forward(): in each head,
/// rows 0, 2, 4 .. come first, rows 1, 3, 5 .. after them.
/// @param w  (heads*D,..): a weight (heads*D,C) or a bias (heads*D)
Tensor halves_from_pairs(const Tensor& w, int64_t heads);

/// The way back: pairs_from_halves(halves_from_pairs(w, heads), heads) is w.
Tensor pairs_from_halves(const Tensor& w, int64_t heads);

}  // namespace llmsys::lab04
