// Lab 04, challenge 4.10: GPT-2.
#include "labs/04_transformer/gpt2.h"

#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

using lab04::merge_heads;
using lab04::split_heads;

Tensor Gpt2Attention::attend(const Tensor& x, KeyValues& key_values) {
  // About 4 lines.
  // BEGIN SOLUTION task 4.10 attention
  const std::vector<Tensor> qkv = split(c_attn_(x), 3);                              // (B,T,C) each
  const auto heads = [&](const Tensor& part) { return split_heads(part, heads_); };  // (B,H,T,D)
  const Tensor seen = key_values.attend(layer_, heads(qkv[0]), heads(qkv[1]), heads(qkv[2]));
  return c_proj_(merge_heads(seen));  // (B,T,C)
  // END SOLUTION
}

Tensor Gpt2Mlp::forward(const Tensor& x) {
  // BEGIN SOLUTION task 4.10 mlp
  return c_proj_(gelu(c_fc_(x)));  // (B,T,F) inside
  // END SOLUTION
}

Tensor Gpt2Block::run(const Tensor& x, KeyValues& key_values) {
  // About 2 lines.
  // BEGIN SOLUTION task 4.10 block
  const Tensor seen = add(x, attn_(ln_1_(x), key_values));  // (B,T,C)
  return add(seen, mlp_(ln_2_(seen)));
  // END SOLUTION
}

Tensor Gpt2Body::run(const Tensor& tokens, KeyValues& key_values) {
  // About 5 lines. arange() makes the positions.
  // BEGIN SOLUTION task 4.10 body
  const Tensor positions = raw::add(arange(tokens.size(1)), key_values.start());    // (T)
  Tensor x = add(wte_(tokens), wpe_(positions));                                    // (B,T,C)
  for (size_t layer = 0; layer < h_.size(); ++layer) x = h_[layer](x, key_values);  // (B,T,C)
  return ln_f_(x);
  // END SOLUTION
}

Tensor Gpt2::logits(const Tensor& tokens, KeyValues& key_values) {
  // BEGIN SOLUTION task 4.10 logits
  return lm_head_(transformer_.run(tokens, key_values));  // (B,T,V)
  // END SOLUTION
}

}  // namespace llmsys
