/// @file
/// What models of this lab begin as, before training.
#pragma once
#include "framework/base/rng.h"
#include "framework/io/model_config.h"
#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// Standard deviation of weights, as GPT-2 and Llama have it.
inline constexpr double kDeviation = 0.02;

/// That of matrices whose result is added to the residual stream: there are 2 L of them, and their sum keeps its scale.
/// Radford et al. 2019, section 2.3.
double residual_deviation(const ModelConfig& config);

/// Normally distributed weights of that standard deviation, f32. Under a Context with blank_weights none are drawn.
Tensor first_weights(const Shape& shape, double deviation, Rng& rng);

/// The config itself, checked: for constructors, whose parts are made before their bodies run.
/// @param who  "Llama"
/// @throws ValueError for a config that cannot be, or is of another family
const ModelConfig& checked(const ModelConfig& config, ModelFamily family, const char* who);

}  // namespace llmsys::lab04
