/// @file
/// A run's configuration in its checkpoint.
#pragma once
#include "framework/io/checkpoint.h"
#include "programs/train/options.h"

namespace llmsys {

/// The configuration as values of a checkpoint.
CheckpointState state_from(const TrainConfig& config);
/// The other way.  @throws IoError naming what is missing
TrainConfig config_from(const CheckpointState& state);

/// Bytes as hexadecimal digits: text in a checkpoint is UTF-8, a vocabulary need not be.
std::string hex(std::string_view bytes);

}  // namespace llmsys
