// Lab 04, task 4.7: the parts of a Llama block.
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

using lab04::merge_heads;
using lab04::split_heads;

Tensor LlamaAttention::attend(const Tensor& x, const Pass& pass) {
  // About 4 lines.
  // TODO(lab04 task 4.7): your code here.
  throw NotImplemented("lab04 task 4.7: attention is not written yet");
}

Tensor LlamaMlp::forward(const Tensor& x) {
  // TODO(lab04 task 4.7): your code here.
  throw NotImplemented("lab04 task 4.7: mlp is not written yet");
}

Tensor LlamaBlock::run(const Tensor& x, const Pass& pass) {
  // About 2 lines.
  // TODO(lab04 task 4.7): your code here.
  throw NotImplemented("lab04 task 4.7: block is not written yet");
}

}  // namespace llmsys
