/// @file
/// Indices are checked before they are used: on the device, with the error on the host.
#pragma once
#include <cstdint>
#include <optional>

#include "framework/tensor/tensor.h"

namespace llmsys::kernels::cuda {

/// The first index, in row-major order, that is not in 0 .. size-1; nothing if all are. Waits for the device.
std::optional<int64_t> first_outside(const Tensor& index, int64_t size);

}  // namespace llmsys::kernels::cuda
