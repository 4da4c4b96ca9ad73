// Lab 04, task 4.4: causal attention for grouped queries.
#include "labs/04_transformer/attention.h"

#include <cmath>
#include <limits>

#include "framework/tensor/raw.h"
#include "labs/04_transformer/ops.h"

namespace llmsys::lab04 {

Tensor split_heads(const Tensor& x, int64_t heads) {
  // One or two lines of reshape() and transpose(), which record.
  // BEGIN SOLUTION task 4.4 split_heads
  return transpose(reshape(x, {x.size(0), x.size(1), heads, -1}), 1, 2);
  // END SOLUTION
}

Tensor merge_heads(const Tensor& x) {
  // BEGIN SOLUTION task 4.4 merge_heads
  return reshape(transpose(x, 1, 2), {x.size(0), x.size(2), x.size(1) * x.size(3)});
  // END SOLUTION
}

Tensor causal_mask(int64_t queries, int64_t keys, DType dtype) {
  // About 7 lines.
  // BEGIN SOLUTION task 4.4 causal_mask
  std::vector<double> mask(static_cast<size_t>(queries * keys), 0.0);
  const int64_t before = keys - queries;  // positions that came before the first query
  for (int64_t i = 0; i < queries; ++i)
    for (int64_t j = before + i + 1; j < keys; ++j)
      mask[static_cast<size_t>(i * keys + j)] = -std::numeric_limits<double>::infinity();
  return raw::to(from_vector(mask, {queries, keys}), dtype);
  // END SOLUTION
}

Tensor causal_attention(const Tensor& q, const Tensor& k, const Tensor& v) {
  // About 9 lines. The query heads of one group can be one longer list of queries: (B,G,H/G*T,D).
  // BEGIN SOLUTION task 4.4 causal_attention
  const int64_t B = q.size(0), H = q.size(1), T = q.size(2), D = q.size(3), G = k.size(1), S = k.size(2);
  const Tensor scaled = mul(q, 1 / std::sqrt(double(D)));                      // (B,H,T,D)
  const Tensor grouped = reshape(scaled, {B, G, H / G * T, D});                // a group's queries, one after another
  const Tensor scores = reshape(matmul(grouped, transpose(k)), {B, H, T, S});  // (B,H,T,S)
  const Tensor p = softmax(add(scores, causal_mask(T, S, q.dtype())));         // (B,H,T,S)  each row sums to 1
  return reshape(matmul(reshape(p, {B, G, H / G * T, S}), v), {B, H, T, D});
  // END SOLUTION
}

}  // namespace llmsys::lab04
