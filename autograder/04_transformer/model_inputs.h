/// @file
/// Random small models for lab 04's tests, and right or wrong answers to what they compute.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/04_transformer/config_values.h"
#include "autograder/04_transformer/reference/accounting.h"
#include "autograder/04_transformer/reference/models.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"

namespace llmsys::lab04 {

/// A model of few numbers, with other sizes each time.
ModelConfig random_config(ModelFamily family = ModelFamily::llama);

/// Weights of these shapes: around 0, norms' weights around 1, so that none is without effect.
Values random_weights(const std::map<std::string, std::vector<int64_t>>& shapes, DType dtype = DType::f64);

/// Of those shapes, the ones whose names begin so, under what is left of their names.
std::map<std::string, std::vector<int64_t>> shapes_below(const std::map<std::string, std::vector<int64_t>>& shapes,
                                                         const std::string& prefix);

/// config, weights, x (2,T,C), start: of a whole block, or of the part of it whose names begin so.
Values part_inputs(const ModelConfig& config, const std::string& prefix = "", int64_t start = 0);

/// config, weights, tokens (2,T): of a whole model.
Values model_inputs(const ModelConfig& config, int64_t tokens, DType dtype = DType::f64);

/// Random tokens (rows,T).
Tensor random_tokens(int64_t rows, int64_t tokens, int64_t vocabulary);

/// @name Answers, right ones by default
/// @{
/// y of llama_mlp.
Values mlp_answer(const Values& in, reference::ModelMistake mistake = {});
/// y of llama_attention.
Values llama_attention_answer(const Values& in, reference::ModelMistake mistake = {});
/// y of a block of either family.
Values block_answer(const Values& in, reference::ModelMistake mistake = {});
/// logits of a model of either family.
Values logits_answer(const Values& in, reference::ModelMistake mistake = {});
/// @}

/// What a golden file of PyTorch holds: config, weights, tokens, and its logits, loss and gradients.
struct Golden {
  Values inputs;                            ///< config, weights, tokens
  Tensor logits;                            ///< (B,T,V)
  double loss = 0;                          ///< of predicting each token from those before it
  std::map<std::string, Tensor> gradients;  ///< by parameter
};

/// Reads golden/NAME.safetensors; weights become float64.
Golden golden(const std::string& name);

}  // namespace llmsys::lab04
