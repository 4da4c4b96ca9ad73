// Lab 04, task 4.0: predictions.
#include "labs/04_transformer/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab04 {

int64_t predict_block_parameters(int64_t C, int64_t H, int64_t G, int64_t F) {
  // One or two lines. Which matrices are there, and which of them are narrower for fewer heads of keys and values?
  // TODO(lab04 task 4.0): your code here.
  throw NotImplemented("lab04 task 4.0: predict_block_parameters is not written yet");
}

int64_t predict_attention_flops(int64_t B, int64_t H, int64_t T, int64_t D) {
  // One line. Two products.
  // TODO(lab04 task 4.0): your code here.
  throw NotImplemented("lab04 task 4.0: predict_attention_flops is not written yet");
}

int64_t predict_probability_bytes(int64_t B, int64_t H, int64_t T) {
  // One line. Which of the three operations needs its input again, which its result?
  // TODO(lab04 task 4.0): your code here.
  throw NotImplemented("lab04 task 4.0: predict_probability_bytes is not written yet");
}

}  // namespace llmsys::lab04
