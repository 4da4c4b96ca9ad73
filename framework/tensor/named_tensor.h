/// @file
/// A tensor and its name: what modules list, and files hold.
#pragma once
#include <string>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// A tensor and the name it goes by: "blocks.0.fc1.weight".
struct NamedTensor {
  std::string name;  ///< dotted: the names of the modules on the way, then its own
  Tensor tensor;     ///< a handle
};

/// Several, in an order that matters to people.
using NamedTensors = std::vector<NamedTensor>;

}  // namespace llmsys
