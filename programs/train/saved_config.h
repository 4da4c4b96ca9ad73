/// @file
/// A run's configuration in its checkpoint, and its tensors out of it.
#pragma once
#include "framework/io/checkpoint.h"
#include "framework/nn/module.h"
#include "programs/train/options.h"

namespace llmsys {

/// The configuration as values of a checkpoint.
CheckpointState state_from(const TrainConfig& config);
/// The other way.  @throws IoError naming what is missing
TrainConfig config_from(const CheckpointState& state);

/// Copies tensors out of a file into those of the same name.
/// @throws IoError naming every tensor that is missing, has another shape or dtype, or is in the file only; then nothing
///         was copied
void copy_from(const SafetensorsFile& file, const std::vector<NamedTensor>& wanted);

/// Bytes as hexadecimal digits: text in a checkpoint is UTF-8, a vocabulary need not be.
std::string hex(std::string_view bytes);

}  // namespace llmsys
