// Lab 04, task 4.8: the Llama model.
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

Tensor LlamaBody::run(const Tensor& tokens, KeyValues& key_values) {
  // About 5 lines.
  // BEGIN SOLUTION task 4.8 body
  Tensor x = embed_tokens_(tokens);  // (B,T,C)
  const Pass pass{
      lab04::rope_table(key_values.start(), tokens.size(1), config_.head_size, config_.rope_theta, x.dtype()),
      key_values};
  for (size_t layer = 0; layer < layers_.size(); ++layer) x = layers_[layer](x, pass);  // (B,T,C)
  return norm_(x);
  // END SOLUTION
}

Tensor Llama::logits(const Tensor& tokens, KeyValues& key_values) {
  // One line.
  // BEGIN SOLUTION task 4.8 logits
  return lm_head_(model_.run(tokens, key_values));  // (B,T,V)
  // END SOLUTION
}

}  // namespace llmsys
