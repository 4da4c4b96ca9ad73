/// @file
/// A language model of whatever family: what programs that train, generate or serve hold in their hands.
#pragma once
#include <memory>

#include "framework/base/rng.h"
#include "framework/io/model_config.h"
#include "framework/nn/module.h"
#include "labs/04_transformer/key_values.h"

namespace llmsys {

/// Lab 04's Llama or Gpt2.
class LanguageModel {
 public:
  LanguageModel() = default;
  virtual ~LanguageModel() = default;
  LanguageModel(const LanguageModel&) = delete;
  LanguageModel& operator=(const LanguageModel&) = delete;

  /// The model as a module: tokens (B,T) i64 -> logits (B,T,V). Its parameters have Hugging Face's names.
  virtual Module& module() = 0;
  /// Logits of what comes next to `key_values`, of all positions.  @param tokens  (B,T) i64   @return (B,T,V)
  virtual Tensor logits(const Tensor& tokens, KeyValues& key_values) = 0;
  /// What it was made of.
  [[nodiscard]] virtual const ModelConfig& config() const = 0;

  /// Logits of the token that follows the last one. The head, a quarter of a small model's work, sees one position only.
  /// Nothing is recorded for backward.  @param tokens  (B,T) i64   @return (B,V)
  Tensor next_logits(const Tensor& tokens, KeyValues& key_values);
};

/// A model of config.family. Weights come from `rng`; under a Context with blank_weights they are to be loaded.
/// @throws ValueError as check(config)
std::unique_ptr<LanguageModel> make_model(const ModelConfig& config, Rng& rng);

}  // namespace llmsys
