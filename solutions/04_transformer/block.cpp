// Lab 04, task 4.7: the parts of a Llama block.
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

using lab04::merge_heads;
using lab04::split_heads;

Tensor LlamaAttention::attend(const Tensor& x, const Pass& pass) {
  // About 4 lines.
  // BEGIN SOLUTION task 4.7 attention
  const Tensor q = rope(split_heads(q_proj_(x), heads_), pass.table);     // (B,H,T,D)
  const Tensor k = rope(split_heads(k_proj_(x), kv_heads_), pass.table);  // (B,G,T,D)
  const Tensor v = split_heads(v_proj_(x), kv_heads_);                    // (B,G,T,D)
  return o_proj_(merge_heads(pass.key_values.attend(layer_, q, k, v)));   // (B,T,C)
  // END SOLUTION
}

Tensor LlamaMlp::forward(const Tensor& x) {
  // BEGIN SOLUTION task 4.7 mlp
  return down_proj_(swiglu(gate_proj_(x), up_proj_(x)));  // (B,T,F) inside
  // END SOLUTION
}

Tensor LlamaBlock::run(const Tensor& x, const Pass& pass) {
  // About 2 lines.
  // BEGIN SOLUTION task 4.7 block
  const Tensor seen = add(x, self_attn_(input_layernorm_(x), pass));  // (B,T,C)
  return add(seen, mlp_(post_attention_layernorm_(seen)));
  // END SOLUTION
}

}  // namespace llmsys
