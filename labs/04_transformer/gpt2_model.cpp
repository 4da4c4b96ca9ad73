// Lab 04, challenge 4.10: GPT-2.
#include "labs/04_transformer/gpt2.h"

#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

using lab04::merge_heads;
using lab04::split_heads;

Tensor Gpt2Attention::attend(const Tensor& x, KeyValues& key_values) {
  // About 4 lines.
  // TODO(lab04 task 4.10): your code here.
  throw NotImplemented("lab04 task 4.10: attention is not written yet");
}

Tensor Gpt2Mlp::forward(const Tensor& x) {
  // TODO(lab04 task 4.10): your code here.
  throw NotImplemented("lab04 task 4.10: mlp is not written yet");
}

Tensor Gpt2Block::run(const Tensor& x, KeyValues& key_values) {
  // About 2 lines.
  // TODO(lab04 task 4.10): your code here.
  throw NotImplemented("lab04 task 4.10: block is not written yet");
}

Tensor Gpt2Body::run(const Tensor& tokens, KeyValues& key_values) {
  // About 5 lines. arange() makes the positions.
  // TODO(lab04 task 4.10): your code here.
  throw NotImplemented("lab04 task 4.10: body is not written yet");
}

Tensor Gpt2::logits(const Tensor& tokens, KeyValues& key_values) {
  // TODO(lab04 task 4.10): your code here.
  throw NotImplemented("lab04 task 4.10: logits is not written yet");
}

}  // namespace llmsys
