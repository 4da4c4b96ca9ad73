/// @file
/// A run's configuration in its checkpoint.
#pragma once
#include "framework/io/checkpoint.h"
#include "programs/pretrain/options.h"

namespace llmsys {

/// The configuration as values of a checkpoint.
CheckpointState state_from(const PretrainConfig& config);
/// The other way.  @throws IoError naming what is missing or cannot be
PretrainConfig pretrain_config_from(const CheckpointState& state);

}  // namespace llmsys
