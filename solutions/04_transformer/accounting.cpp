// Lab 04, task 4.1: what a model costs.
#include "labs/04_transformer/accounting.h"

#include "framework/base/error.h"

namespace llmsys::lab04 {

int64_t count_parameters(const ModelConfig& c) {
  // About 12 lines. GPT-2 small has 124,439,808.
  // BEGIN SOLUTION task 4.1 count_parameters
  const int64_t queries = c.heads * c.head_size, keys = c.kv_heads * c.head_size;
  if (c.family == ModelFamily::gpt2) {
    const int64_t attention = (c.width + 1) * 3 * c.width + (c.width + 1) * c.width;  // each with its bias
    const int64_t mlp = (c.width + 1) * c.ffn + (c.ffn + 1) * c.width;
    const int64_t block = attention + mlp + 2 * 2 * c.width;
    const int64_t head = c.tied ? 0 : c.vocabulary * c.width;
    return (c.vocabulary + c.context) * c.width + c.layers * block + 2 * c.width + head;
  }
  const int64_t block = c.width * (2 * queries + 2 * keys) + 3 * c.width * c.ffn + 2 * c.width;
  return (c.tied ? 1 : 2) * c.vocabulary * c.width + c.layers * block + c.width;
  // END SOLUTION
}

double training_flops_per_token(const ModelConfig& c, int64_t tokens) {
  // About 8 lines: which matrices does a token go through? Which products has attention?
  // BEGIN SOLUTION task 4.1 training_flops_per_token
  const double width = double(c.width), queries = double(c.heads * c.head_size);
  const double keys = double(c.kv_heads * c.head_size);
  const double mlp = (c.family == ModelFamily::gpt2 ? 2 : 3) * width * double(c.ffn);
  const double weights = double(c.layers) * (width * (2 * queries + 2 * keys) + mlp) + width * double(c.vocabulary);
  const double attention =
      double(c.layers) * 2 * queries * double(tokens);  // q k^T, and p v: D each for H heads, T keys
  return 3 * 2 * (weights + attention);                 // backward is two products for each
  // END SOLUTION
}

double model_flops_utilization(double tokens_per_second, const ModelConfig& config, int64_t tokens, double peak) {
  // One line.
  // BEGIN SOLUTION task 4.1 model_flops_utilization
  return tokens_per_second * training_flops_per_token(config, tokens) / peak;
  // END SOLUTION
}

}  // namespace llmsys::lab04
