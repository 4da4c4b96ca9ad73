// Lab 04, task 4.1: what a model costs.
#include "labs/04_transformer/accounting.h"

#include "framework/base/error.h"

namespace llmsys::lab04 {

int64_t count_parameters(const ModelConfig& c) {
  // About 12 lines. GPT-2 small has 124,439,808.
  // TODO(lab04 task 4.1): your code here.
  throw NotImplemented("lab04 task 4.1: count_parameters is not written yet");
}

double training_flops_per_token(const ModelConfig& c, int64_t tokens) {
  // About 8 lines: which matrices does a token go through? Which products has attention?
  // TODO(lab04 task 4.1): your code here.
  throw NotImplemented("lab04 task 4.1: training_flops_per_token is not written yet");
}

double model_flops_utilization(double tokens_per_second, const ModelConfig& config, int64_t tokens, double peak) {
  // One line.
  // TODO(lab04 task 4.1): your code here.
  throw NotImplemented("lab04 task 4.1: model_flops_utilization is not written yet");
}

}  // namespace llmsys::lab04
