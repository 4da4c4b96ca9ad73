/// @file
/// Configs of published models, and checks of what they cost, for public and hidden tests.
#pragma once
#include "autograder/04_transformer/model_inputs.h"

namespace llmsys::lab04 {

/// @name Published models
/// Sizes from their config.json; counts from their checkpoints.
/// @{
ModelConfig gpt2_small();     ///< 124,439,808
ModelConfig gpt2_medium();    ///< 354,823,168
ModelConfig gpt2_xl();        ///< 1,557,611,200
ModelConfig llama2_7b();      ///< 6,738,415,616
ModelConfig llama3_70b();     ///< 70,553,706,496
ModelConfig smollm2_135m();   ///< 134,515,008
ModelConfig tiny_llama();     ///< 1,100,048,384
ModelConfig handout_llama();  ///< the handout's example: 4,944
/// @}

/// The student's count must be this one.
void expect_count(const ModelConfig& config, int64_t want);

/// The student's FLOPs for each token must be the reference's.
void expect_flops(const ModelConfig& config, int64_t tokens);

}  // namespace llmsys::lab04
