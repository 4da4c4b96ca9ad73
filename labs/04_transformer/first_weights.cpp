// Given: what models begin as.
#include "labs/04_transformer/first_weights.h"

#include <cmath>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab04 {

double residual_deviation(const ModelConfig& config) {
  return kDeviation / std::sqrt(2.0 * static_cast<double>(config.layers));
}

Tensor first_weights(const Shape& shape, double deviation, Rng& rng) {
  return context().blank_weights ? empty(shape) : raw::mul(randn(shape, rng), deviation);
}

const ModelConfig& checked(const ModelConfig& config, ModelFamily family, const char* who) {
  check(config);
  LLMSYS_CHECK(ValueError, config.family == family, "[", who, "] the config is of a ", to_text(config.family),
               " model");
  return config;
}

}  // namespace llmsys::lab04
