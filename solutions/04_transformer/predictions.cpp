// Lab 04, task 4.0: predictions.
#include "labs/04_transformer/predictions.h"

#include "framework/base/error.h"

namespace llmsys::lab04 {

int64_t predict_block_parameters(int64_t C, int64_t H, int64_t G, int64_t F) {
  // One or two lines. Which matrices are there, and which of them are narrower for fewer heads of keys and values?
  // BEGIN SOLUTION task 4.0 predict_block_parameters
  const int64_t shared = C / H * G;                       // width of all keys, and of all values
  return 2 * C * C + 2 * C * shared + 3 * C * F + 2 * C;  // q and output, k and v, feed-forward, norms
  // END SOLUTION
}

int64_t predict_attention_flops(int64_t B, int64_t H, int64_t T, int64_t D) {
  // One line. Two products.
  // BEGIN SOLUTION task 4.0 predict_attention_flops
  return 2 * (2 * B * H * T * T * D);  // q k^T, and p v; a multiplication with its addition is 2
  // END SOLUTION
}

int64_t predict_probability_bytes(int64_t B, int64_t H, int64_t T) {
  // One line. Which of the three operations needs its input again, which its result?
  // BEGIN SOLUTION task 4.0 predict_probability_bytes
  return 4 * B * H * T * T;  // softmax keeps its result, the product keeps the same tensor, the sum keeps nothing
  // END SOLUTION
}

}  // namespace llmsys::lab04
