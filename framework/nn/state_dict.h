/// @file
/// A model's tensors by name: what a checkpoint holds.
#pragma once
#include <string>
#include <vector>

#include "framework/nn/module.h"

namespace llmsys {

/// Names and tensors, in the order of registration.
using StateDict = std::vector<NamedTensor>;

/// All parameters and persistent buffers. The tensors are handles on the module's own elements, outside of any graph:
/// clone them to keep what they hold now.
StateDict state_dict(const Module& module);

/// What a load that is not strict left alone.
struct LoadResult {
  std::vector<std::string> missing;     ///< names that the module has and the dict has not
  std::vector<std::string> unexpected;  ///< names that the dict has and the module has not
};

/// Copies tensors into the module's, in place; nothing is recorded. Either all is copied or nothing.
/// @param strict  whether missing and unexpected names are errors
/// @throws ValueError that lists every name that is missing, unexpected, twice there, or of another shape or dtype
LoadResult load_state_dict(Module& module, const StateDict& dict, bool strict = true);

}  // namespace llmsys
