// Lab 04, task 4.8: the Llama model.
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

Tensor LlamaBody::run(const Tensor& tokens, KeyValues& key_values) {
  // About 5 lines.
  // TODO(lab04 task 4.8): your code here.
  throw NotImplemented("lab04 task 4.8: body is not written yet");
}

Tensor Llama::logits(const Tensor& tokens, KeyValues& key_values) {
  // One line.
  // TODO(lab04 task 4.8): your code here.
  throw NotImplemented("lab04 task 4.8: logits is not written yet");
}

}  // namespace llmsys
