/// @file
/// Models that have a name.
#pragma once
#include <string>

#include "framework/io/model_config.h"

namespace llmsys {

/// The config that `--model` means: "gpt2-s" and "llama-s" are 6 layers, 384 wide, 6 heads, 256 tokens of context and 4,096 of
/// vocabulary; anything else is a config.json, or a folder with one.
/// @throws ValueError naming the models there are, if it is neither; IoError as read_model_config()
ModelConfig model_named(const std::string& name);

/// Whether a name is that of one of our models.
bool is_preset(const std::string& name);

/// A learning rate that small models bear, by their width C: 0.4 / C, at most 0.003.
double usual_learning_rate(const ModelConfig& config);

}  // namespace llmsys
